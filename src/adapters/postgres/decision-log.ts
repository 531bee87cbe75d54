import type { Decision } from '../../domain/decision.ts';
import type { DecisionLog } from '../../domain/ports/decision-log.ts';
import { pagesPerRef, type PerRefListing } from './pages-per-ref.ts';
import type { Session } from './pool.ts';
import { keyColumns, storable } from './text.ts';

const DECISIONS: PerRefListing<{ ord: number; payload: Decision }, Decision> = {
  name: 'decisions',
  columns: ['r.decided_at', 'r.id'],
  casts: ['bigint', 'text'],
  shape: ['integer', 'text'],
  direction: 'DESC',
  select: 'r.payload',
  from: 'decisions r',
  read: ({ payload }) => ({ node: payload, position: [payload.decidedAt, payload.id] }),
};

export function createDecisionLog(session: Session): DecisionLog {
  return {
    async append(decisions) {
      if (decisions.length === 0) return;
      const [tenants, types, ids] = keyColumns(decisions.map(({ entity }) => entity));
      await session.rows({
        name: 'decisions_append',
        text: `INSERT INTO decisions (tenant, entity_type, entity_id, id, decision, decided_at, payload)
          SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::json[])
            AS d(tenant, entity_type, entity_id, id, decision, decided_at, payload) ORDER BY tenant, id
          ON CONFLICT DO NOTHING`,
        values: [
          tenants,
          types,
          ids,
          decisions.map(({ id }) => storable(id)),
          decisions.map(({ decision }) => decision),
          decisions.map(({ decidedAt }) => decidedAt),
          decisions.map((decision) => JSON.stringify(decision)),
        ],
      });
    },
    async get(tenant, id) {
      const [row] = await session.rows<{ payload: Decision }>({
        name: 'decisions_get',
        text: 'SELECT payload FROM decisions WHERE tenant = $1 AND id = $2',
        values: [storable(tenant), storable(id)],
      });
      return row?.payload ?? null;
    },
    pages: (refs, page) => pagesPerRef(session, DECISIONS, refs, page),
  };
}
