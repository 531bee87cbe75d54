/**
 * The outbox as a log that can be resumed. A serial number is taken before its transaction commits, so a reader that
 * trusts the highest number seen loses the rows of slower transactions. The order here is (transaction id, serial),
 * read only below the oldest transaction that is still open: nothing can appear later before what was returned.
 * A long write transaction anywhere in the server holds the log back; it never makes it lose anything.
 */
import type { Change, ChangeLog } from '../../domain/ports/change-bus.ts';
import { badCursor } from './cursor.ts';
import type { Session } from './pool.ts';
import { storable } from './text.ts';

interface ChangeRow {
  readonly xid: string;
  readonly seq: number;
  readonly payload: Omit<Change, 'position'>;
}

const SETTLED = 'xid < pg_snapshot_xmin(pg_current_snapshot())';

export function createChangeLog(session: Session): ChangeLog {
  return {
    async after(tenant, position, limit) {
      const [xid, seq] = position === null ? ['0', '0'] : parsePosition(position);
      const rows = await session.rows<ChangeRow>({
        name: 'changes_after',
        text: `SELECT xid::text AS xid, seq, payload FROM changes
          WHERE tenant = $1 AND (xid, seq) > ($2::xid8, $3::bigint) AND ${SETTLED}
          ORDER BY changes.xid, seq LIMIT $4`,
        values: [storable(tenant), xid, seq, limit],
      });
      return rows.map((row) => ({ ...row.payload, position: positionOf(row) }));
    },
    async head(tenant) {
      const [row] = await session.rows<Pick<ChangeRow, 'xid' | 'seq'>>({
        name: 'changes_head',
        text: `SELECT xid::text AS xid, seq FROM changes WHERE tenant = $1 AND ${SETTLED}
          ORDER BY changes.xid DESC, seq DESC LIMIT 1`,
        values: [storable(tenant)],
      });
      return row === undefined ? null : positionOf(row);
    },
  };
}

export function positionOf({ xid, seq }: Pick<ChangeRow, 'xid' | 'seq'>): string {
  return `${xid}-${seq}`;
}

/** Both parts are unsigned decimals that fit in 63 bits. */
function parsePosition(position: string): readonly [xid: string, seq: string] {
  const [, xid, seq] = /^(\d{1,18})-(\d{1,18})$/.exec(position) ?? [];
  if (xid === undefined || seq === undefined) throw badCursor('after');
  return [xid, seq];
}
