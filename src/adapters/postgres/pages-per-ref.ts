/** Pages of many entities in one round trip: the index is read once per entity, inside one statement. */
import type { EntityRef } from '../../domain/entity.ts';
import type { Page, PageRequest } from '../../domain/ports/page.ts';
import type { CursorPart } from './cursor.ts';
import { type Listing, keysetClause, pageOf } from './keyset.ts';
import { byOrdinal } from './by-ordinal.ts';
import type { Session } from './pool.ts';
import { keyColumns } from './text.ts';

export interface PerRefListing<Row, T> extends Listing {
  /** Columns to read, of the tables in `from`. */
  readonly select: string;
  /** Tables, the first one called `r` and having tenant, entity_type and entity_id. */
  readonly from: string;
  readonly read: (row: Row, ref: EntityRef) => { readonly node: T; readonly position: readonly CursorPart[] };
}

/** In the order of `refs`; an empty page for an entity without rows. */
export async function pagesPerRef<Row extends { readonly ord: number }, T>(
  session: Session,
  listing: PerRefListing<Row, T>,
  refs: readonly EntityRef[],
  request: PageRequest,
): Promise<readonly Page<T>[]> {
  const keyset = keysetClause(listing, request, 4);
  if (refs.length === 0) return [];
  const rows = await session.rows<Row>({
    name: `pages_${keyset.variant}`,
    text: `SELECT k.ord, p.*
      FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant, type, id, ord)
      CROSS JOIN LATERAL (
        SELECT ${listing.select}, row_number() OVER (ORDER BY ${keyset.orderBy}) AS place FROM ${listing.from}
        WHERE r.tenant = k.tenant AND r.entity_type = k.type AND r.entity_id = k.id${keyset.where}
        ORDER BY ${keyset.orderBy} LIMIT ${keyset.limit}) p
      ORDER BY k.ord, p.place`,
    values: [...keyColumns(refs), ...keyset.values],
  });
  const byRef = byOrdinal(rows);
  return refs.map((ref, index) =>
    pageOf(listing, request, byRef.get(index + 1) ?? [], (row) => listing.read(row, ref)),
  );
}
