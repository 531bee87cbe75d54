/** A cache of evidence states in front of the store. It may lose anything at any time and never changes an answer. */
import type { EntityRef } from '../entity.ts';
import type { EntityState } from '../state.ts';

export interface StateCache {
  /** In the order of `refs`; `undefined` for a miss. One round trip whatever the length. Never throws: a fault is a miss. */
  getMany(refs: readonly EntityRef[]): Promise<readonly (EntityState | undefined)[]>;
  /** Keeps a state unless a newer revision is already there. */
  put(states: readonly EntityState[]): Promise<void>;
  /** Drops the entity, and refuses older revisions than `revision` that arrive late, for as long as the TTL. */
  invalidate(entries: readonly { readonly entity: EntityRef; readonly revision: number }[]): Promise<void>;
  /** Drops the entity whatever its revision. */
  clear(entity: EntityRef): Promise<void>;
  close(): Promise<void>;
}
