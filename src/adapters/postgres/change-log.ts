/**
 * The outbox as a log that can be resumed. A serial number is taken before its transaction commits, so a reader that
 * trusts the highest number seen would lose the rows of slower transactions. Writers therefore append one after another
 * within a tenant: the number is taken under a lock that is held to the end of the commit, which makes it commit order,
 * and so the order of revisions within an entity. (Ordering by transaction id needs no lock and loses nothing either,
 * but a transaction gets its id before it waits for an entity, and revisions come out of order.)
 */
import { bug } from '../../domain/errors.ts';
import type { Change, ChangeLog } from '../../domain/ports/change-bus.ts';
import { badCursor } from './cursor.ts';
import type { Session } from './pool.ts';
import { storable } from './text.ts';

type Unplaced = Omit<Change, 'position'>;

/** The first of the two numbers of the advisory locks; the second is a hash of the tenant. */
const LOCK_CLASS = 5_081_122;

export function createChangeLog(session: Session): ChangeLog {
  return {
    async after(tenant, position, limit) {
      const rows = await session.rows<{ seq: number; payload: Unplaced }>({
        name: 'changes_after',
        text: 'SELECT seq, payload FROM changes WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3',
        values: [storable(tenant), position === null ? '0' : parsePosition(position), limit],
      });
      return rows.map(({ seq, payload }) => ({ ...payload, position: String(seq) }));
    },
    async head(tenant) {
      const [row] = await session.rows<{ seq: number }>({
        name: 'changes_head',
        text: 'SELECT seq FROM changes WHERE tenant = $1 ORDER BY seq DESC LIMIT 1',
        values: [storable(tenant)],
      });
      return row === undefined ? null : String(row.seq);
    },
  };
}

/** The last thing a transaction does before it commits: from here on, others wait for it. */
export async function appendChanges(session: Session, changes: readonly Unplaced[]): Promise<readonly Change[]> {
  if (changes.length === 0) return [];
  const tenants = changes.map(({ entity }) => storable(entity.tenant));
  await session.rows({
    name: 'changes_lock',
    text: `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hash)
      FROM (SELECT DISTINCT hashtext(tenant) AS hash FROM unnest($1::text[]) AS t(tenant) ORDER BY hash) AS locks`,
    values: [[...new Set(tenants)]],
  });
  const rows = await session.rows<{ seq: number }>({
    name: 'changes_append',
    text: `INSERT INTO changes (tenant, payload)
      SELECT tenant, payload FROM unnest($1::text[], $2::json[]) WITH ORDINALITY AS c(tenant, payload, ord) ORDER BY ord
      RETURNING seq`,
    values: [tenants, changes.map((change) => JSON.stringify(change))],
  });
  const places = rows.map(({ seq }) => seq).sort((a, b) => a - b);
  return changes.map((change, index) => ({
    ...change,
    position: String(places[index] ?? bug('a place for every change')),
  }));
}

/** An unsigned decimal that fits in 63 bits. */
function parsePosition(position: string): string {
  if (!/^\d{1,18}$/.test(position)) throw badCursor('after');
  return position;
}
