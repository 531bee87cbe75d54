import type { EvidenceStore } from '../../domain/ports/evidence-store.ts';
import { unpackState } from '../../domain/state-codec.ts';
import { isRetriable } from './failures.ts';
import { ingestOnce } from './ingest.ts';
import type { Database } from './pool.ts';
import { keyColumns } from './text.ts';

const MAX_ATTEMPTS = 5;

export function createEvidenceStore(database: Database): EvidenceStore {
  return {
    async load(refs) {
      if (refs.length === 0) return [];
      const rows = await database.rows<{ ord: number; state: unknown }>({
        name: 'states_load',
        text: `SELECT k.ord, s.state
          FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant, type, id, ord)
          JOIN entity_states s ON s.tenant = k.tenant AND s.type = k.type AND s.id = k.id`,
        values: [...keyColumns(refs)],
      });
      const states = new Map(rows.map(({ ord, state }) => [ord, state]));
      return refs.map((ref, index) => {
        const packed = states.get(index + 1) ?? null;
        return packed === null ? null : unpackState(ref, packed);
      });
    },

    async ingest(batch, fold) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await database.transaction((session) => ingestOnce(session, batch, fold));
        } catch (error) {
          if (attempt === MAX_ATTEMPTS || !isRetriable(error)) throw error;
        }
      }
    },
  };
}
