/**
 * Evidence states in this process's memory. Every entry is either a state or a tombstone (a revision without a state);
 * both carry the revision below which a late arrival is refused.
 */
import { LRUCache } from 'lru-cache';
import { entityKey } from '../../domain/entity.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { StateCache } from '../../domain/ports/state-cache.ts';
import type { EntityState } from '../../domain/state.ts';

export interface MemoryStateCache extends StateCache {
  /** Forgets everything, the refused revisions included. */
  reset(): void;
}

interface Entry {
  readonly revision: number;
  readonly state: EntityState | null;
}

/**
 * `maxEntries` bounds states and tombstones together, least recently used first out; an evicted tombstone no longer
 * refuses anything, so the TTL is the bound on how old an answer can be, and `maxEntries` on how much is remembered.
 */
export function createMemoryStateCache(options: {
  readonly maxEntries: number;
  readonly ttlSeconds: number;
  readonly clock: Clock;
}): MemoryStateCache {
  const entries = new LRUCache<string, Entry>({
    max: options.maxEntries,
    ttl: options.ttlSeconds * 1_000,
    // The library's own clock would keep the event loop awake with a timer and could not be moved by a test.
    ttlResolution: 0,
    perf: { now: () => options.clock.now() },
  });

  return {
    getMany: async (refs) => refs.map((ref) => entries.get(entityKey(ref))?.state ?? undefined),

    put: async (states) => {
      for (const state of states) {
        const key = entityKey(state.entity);
        const known = entries.get(key);
        if (known !== undefined && known.revision > state.revision) continue;
        entries.set(key, { revision: state.revision, state });
      }
    },

    invalidate: async (invalidated) => {
      for (const { entity, revision } of invalidated) {
        const key = entityKey(entity);
        const known = entries.get(key);
        // A state of this revision or a newer one is what the caller wants read; dropping it would only cost a read.
        if (known !== undefined && known.revision >= revision) continue;
        entries.set(key, { revision, state: null });
      }
    },

    clear: async (entity) => {
      entries.delete(entityKey(entity));
    },

    reset: () => entries.clear(),

    close: async () => entries.clear(),
  };
}
