import { bug } from '../../domain/errors.ts';
import type { EntityFilter, EntityIndex, EntityListing, EntityOrder } from '../../domain/ports/entity-index.ts';
import { type Listing, keysetClause, pageOf } from './keyset.ts';
import type { Session } from './pool.ts';
import { keyColumns, restored, storable } from './text.ts';

type ListingRow = Omit<EntityListing, 'entity'> & Pick<EntityListing['entity'], 'type' | 'id'>;

const LISTINGS: Readonly<Record<EntityOrder, Listing & { readonly by: 'score' | 'updatedAt' }>> = {
  SCORE_ASC: listing('score_asc', 'score', 'ASC'),
  SCORE_DESC: listing('score_desc', 'score', 'DESC'),
  RECENT_DESC: listing('recent_desc', 'updatedAt', 'DESC'),
};

function listing(name: string, by: 'score' | 'updatedAt', direction: 'ASC' | 'DESC') {
  const score = by === 'score';
  return {
    name,
    by,
    direction,
    columns: [score ? 'score' : 'updated_at', 'type', 'id'],
    casts: [score ? 'float8' : 'bigint', 'text', 'text'],
    shape: [score ? 'number' : 'integer', 'text', 'text'],
  } as const;
}

export function createEntityIndex(session: Session): EntityIndex {
  return {
    async page(tenant, filter, order, request) {
      const chosen = LISTINGS[order];
      const values: unknown[] = [storable(tenant)];
      const conditions = filterConditions(filter, values);
      const keyset = keysetClause(chosen, request, values.length + 1);
      const rows = await session.rows<ListingRow>({
        text: `SELECT type, id, revision, score, level, confidence, indicators, factors,
            last_signal_at AS "lastSignalAt", updated_at AS "updatedAt"
          FROM entity_states WHERE tenant = $1${conditions}${keyset.where}
          ORDER BY ${keyset.orderBy} LIMIT ${keyset.limit}`,
        values: [...values, ...keyset.values],
      });
      return pageOf(chosen, request, rows, ({ type, id, ...rest }) => ({
        node: { ...rest, entity: { tenant, type, id: restored(id) } },
        position: [rest[chosen.by], type, restored(id)],
      }));
    },

    async properties(keys) {
      if (keys.length === 0) return [];
      const rows = await session.rows<{ properties: Readonly<Record<string, unknown>> | null }>({
        name: 'properties_get',
        text: `SELECT p.properties
          FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant, type, id, ord)
          LEFT JOIN entity_properties p ON p.tenant = k.tenant AND p.type = k.type AND p.id = k.id
          ORDER BY k.ord`,
        values: [...keyColumns(keys)],
      });
      return keys.map((_, index) => (rows[index] ?? bug('a row for every key')).properties);
    },

    async setProperties({ tenant, type, id }, properties) {
      await session.rows({
        name: 'properties_set',
        text: `INSERT INTO entity_properties (tenant, type, id, properties) VALUES ($1, $2, $3, $4)
          ON CONFLICT (tenant, type, id) DO UPDATE SET properties = excluded.properties`,
        values: [storable(tenant), storable(type), storable(id), JSON.stringify(properties)],
      });
    },
  };
}

/** Adds to `values`; the text starts with ` AND` or is empty. */
function filterConditions(filter: EntityFilter, values: unknown[]): string {
  const conditions: string[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  if (filter.type != null) conditions.push(`type = ${place(filter.type)}`);
  if (filter.levels != null) conditions.push(`level = ANY(${place(filter.levels)}::text[])`);
  if (filter.factor != null) conditions.push(`factors @> ARRAY[${place(filter.factor)}]::text[]`);
  if (filter.indicator != null) conditions.push(`indicators @> ARRAY[${place(storable(filter.indicator))}]::text[]`);
  if (filter.idPrefix != null) conditions.push(`starts_with(id, ${place(storable(filter.idPrefix))})`);
  return conditions.map((condition) => ` AND ${condition}`).join('');
}
