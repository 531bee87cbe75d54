import { bug } from '../../domain/errors.ts';
import type { StateWrite } from '../../domain/ports/evidence-store.ts';
import { packState } from '../../domain/state-codec.ts';
import type { Session } from './pool.ts';
import { arrayLiteral, keyColumns } from './text.ts';

/** Writes states that the transaction has locked. A revision that does not grow would be a lost update. */
export async function updateStates(session: Session, writes: readonly StateWrite[], updatedAt: number): Promise<void> {
  if (writes.length === 0) return;
  const summaries = writes.map(({ summary }) => summary);
  const rows = await session.rows({
    name: 'states_update',
    text: `UPDATE entity_states s SET revision = n.revision, state = n.state, score = n.score, level = n.level,
        confidence = n.confidence, indicators = n.indicators::text[], factors = n.factors::text[],
        last_signal_at = n.last_signal_at, updated_at = greatest(s.updated_at, $11::bigint)
      FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::json[], $6::float8[], $7::text[], $8::float8[],
        $9::text[], $10::text[], $12::bigint[])
        AS n(tenant, type, id, revision, state, score, level, confidence, indicators, factors, last_signal_at)
      WHERE s.tenant = n.tenant AND s.type = n.type AND s.id = n.id AND s.revision < n.revision
      RETURNING 1`,
    values: [
      ...keyColumns(writes.map(({ state }) => state.entity)),
      writes.map(({ state }) => state.revision),
      writes.map(({ state }) => JSON.stringify(packState(state))),
      summaries.map(({ score }) => score),
      summaries.map(({ level }) => level),
      summaries.map(({ confidence }) => confidence),
      summaries.map(({ indicators }) => arrayLiteral(indicators)),
      summaries.map(({ factors }) => arrayLiteral(factors)),
      updatedAt,
      summaries.map(({ lastSignalAt }) => lastSignalAt),
    ],
  });
  if (rows.length !== writes.length) bug('a state was written twice in one fold, or with a revision that did not grow');
}
