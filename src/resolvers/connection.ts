/** Between Relay's connection arguments and the keyset pages of the ports. */
import { TrustError, type Fault } from '../domain/errors.ts';
import type { Page, PageRequest } from '../domain/ports/page.ts';

export const PAGE_SIZE_DEFAULT = 20;
export const PAGE_SIZE_MAX = 500;

export interface ConnectionArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export interface Connection<T, E extends object = object> {
  readonly edges: readonly ({ readonly cursor: string; readonly node: T } & E)[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Throws BAD_USER_INPUT for sizes outside 1..500 and for combinations that have no defined page. */
export function toPageRequest({ first, after, last, before }: ConnectionArgs): PageRequest {
  const faults: Fault[] = [...sizeFaults('first', first), ...sizeFaults('last', last)];
  if (first != null && last != null) faults.push({ path: 'last', message: 'Give first or last, not both' });
  if (after != null && before != null) faults.push({ path: 'before', message: 'Give after or before, not both' });
  if (last != null && before == null)
    faults.push({ path: 'last', message: 'Goes with before: lists are read from their start' });
  if (first != null && before != null) faults.push({ path: 'before', message: 'Goes with last' });
  if (faults.length > 0)
    throw new TrustError('BAD_USER_INPUT', 'The page asked for is not defined; see errors.', { faults });
  if (before != null) return { limit: last ?? PAGE_SIZE_DEFAULT, after: null, before };
  return { limit: first ?? PAGE_SIZE_DEFAULT, after: after ?? null };
}

export function toConnection<S, T, E extends object = object>(
  page: Page<S>,
  toNode: (item: S) => T,
  toExtra?: (item: S) => E,
): Connection<T, E> {
  return {
    edges: page.edges.map(
      ({ cursor, node }) => ({ cursor, node: toNode(node), ...toExtra?.(node) }) as Connection<T, E>['edges'][number],
    ),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.edges[0]?.cursor ?? null,
      endCursor: page.edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A page of a list that is wholly in memory; the cursor is the item's own key, so it survives inserts. */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, request: PageRequest): Page<T> {
  const cursor = request.before ?? request.after;
  const at = cursor == null ? -1 : items.findIndex((item) => keyOf(item) === cursor);
  if (cursor != null && at < 0) {
    throw new TrustError('BAD_USER_INPUT', 'The cursor does not belong to this list.', {
      faults: [{ path: request.before == null ? 'after' : 'before', message: 'Unknown cursor' }],
    });
  }
  const start = request.before == null ? at + 1 : Math.max(0, at - request.limit);
  const end = request.before == null ? start + request.limit : at;
  return {
    edges: items.slice(start, end).map((node) => ({ cursor: keyOf(node), node })),
    hasNextPage: end < items.length,
    hasPreviousPage: start > 0,
  };
}

function sizeFaults(path: 'first' | 'last', value: number | null | undefined): Fault[] {
  if (value == null || (value >= 1 && value <= PAGE_SIZE_MAX)) return [];
  return [{ path, message: `Must be from 1 to ${PAGE_SIZE_MAX}` }];
}
