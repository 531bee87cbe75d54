/** Keyset paging, once for all listings: bounds, order and limit of the statement, and the page made of its rows. */
import { bug, TrustError } from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/ports/page.ts';
import { type CursorPart, type CursorShape, decodeCursor, encodeCursor } from './cursor.ts';
import { storable } from './text.ts';

export interface Listing {
  /** Part of every cursor, so that a cursor of one listing is refused by another. */
  readonly name: string;
  /** Columns of the order, unique together; all in the same direction. */
  readonly columns: readonly string[];
  readonly casts: readonly string[];
  readonly shape: CursorShape;
  readonly direction: 'ASC' | 'DESC';
}

export interface KeysetClause {
  /** Distinguishes the texts of one statement, for its prepared name. */
  readonly variant: string;
  /** Starts with ` AND`, or is empty. */
  readonly where: string;
  readonly orderBy: string;
  readonly limit: string;
  readonly values: readonly unknown[];
}

/**
 * The page after `after`, or, when `before` is given, the rows right before it (and after `after`, when both are).
 * Parameters are numbered from `firstParameter`. BAD_USER_INPUT for a foreign cursor or a limit outside 1..500.
 */
export function keysetClause(listing: Listing, page: PageRequest, firstParameter: number): KeysetClause {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > 500) {
    throw new TrustError('BAD_USER_INPUT', 'A page has 1 to 500 items.', {
      faults: [{ path: 'limit', message: 'must be an integer from 1 to 500' }],
    });
  }
  const values: unknown[] = [];
  const beyond = listing.direction === 'ASC' ? '>' : '<';
  const back = listing.direction === 'ASC' ? '<' : '>';
  const backward = page.before != null;
  let where = '';
  if (page.after != null) where += bound(page.after, 'after', beyond);
  if (page.before != null) where += bound(page.before, 'before', back);
  // One more than asked tells whether the listing goes on.
  values.push(page.limit + 1);

  function bound(cursor: string, path: string, operator: string): string {
    const parts = decodeCursor(listing.name, listing.shape, cursor, path);
    const places = parts.map((part, index) => {
      values.push(typeof part === 'string' ? storable(part) : part);
      return `$${firstParameter + values.length - 1}::${listing.casts[index] ?? bug('cast of a cursor part')}`;
    });
    return ` AND (${listing.columns.join(', ')}) ${operator} (${places.join(', ')})`;
  }
  const direction = backward === (listing.direction === 'ASC') ? 'DESC' : 'ASC';
  return {
    variant: `${listing.name}_${page.after == null ? '' : 'a'}${backward ? 'b' : ''}`,
    where,
    orderBy: listing.columns.map((column) => `${column} ${direction}`).join(', '),
    limit: `$${firstParameter + values.length - 1}`,
    values,
  };
}

/** `rows` as the statement returned them, one more than asked when there are more. */
export function pageOf<Row, T>(
  listing: Listing,
  request: PageRequest,
  rows: readonly Row[],
  read: (row: Row) => { readonly node: T; readonly position: readonly CursorPart[] },
): Page<T> {
  const backward = request.before != null;
  const more = rows.length > request.limit;
  const kept = rows.slice(0, request.limit);
  if (backward) kept.reverse();
  return {
    edges: kept.map((row) => {
      const { node, position } = read(row);
      return { cursor: encodeCursor(listing.name, position), node };
    }),
    // A cursor was an element once, so there is something on its side.
    hasNextPage: backward ? true : more,
    hasPreviousPage: backward ? more : request.after != null,
  };
}
