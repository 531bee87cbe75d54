/** A cache of evidence states in front of the store. It may lose anything at any time and never changes an answer. */
import type { EntityRef } from '../entity.ts';
import type { EntityState } from '../state.ts';

export interface StateCache {
  /** In the order of `refs`; `undefined` for a miss. One round trip whatever the length. Never throws: a fault is a miss. */
  getMany(refs: readonly EntityRef[]): Promise<readonly (EntityState | undefined)[]>;
  /** Keeps a state unless a newer revision is already there. */
  put(states: readonly EntityState[]): Promise<void>;
  /**
   * Drops a state older than `revision`, and refuses older revisions that arrive late, for as long as the TTL.
   * A state of that revision or a newer one stays.
   */
  invalidate(entries: readonly { readonly entity: EntityRef; readonly revision: number }[]): Promise<void>;
  /** Forgets the entity whatever its revision, refused revisions included. */
  clear(entity: EntityRef): Promise<void>;
  close(): Promise<void>;
}

/** What another process says about states that this one may hold in memory. */
export type Invalidation =
  | { readonly kind: 'revision'; readonly entity: EntityRef; readonly revision: number }
  | { readonly kind: 'clear'; readonly entity: EntityRef }
  /** Messages were lost: nothing held in memory can be trusted, and whoever follows changes must resume. */
  | { readonly kind: 'everything' };
