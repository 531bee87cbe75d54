/**
 * This process's memory over a cache shared by all processes. Memory answers first; what others changed is dropped
 * from it when they say so (`onInvalidation`), and after its TTL when their message was lost. While nothing could be
 * heard of them (`isListening`), memory may be outdated by any commit of theirs and is left out.
 */
import type { Invalidation, StateCache } from '../../domain/ports/state-cache.ts';
import type { EntityState } from '../../domain/state.ts';
import type { MemoryStateCache } from './state-cache.ts';

export function createLayeredStateCache(deps: {
  readonly near: MemoryStateCache;
  readonly far: StateCache;
  /** Registers a listener for what other processes changed; returns its removal. */
  readonly onInvalidation: (listener: (invalidation: Invalidation) => void) => () => void;
  /** Whether invalidations arrive now. When they do again, listeners must hear `everything` first. */
  readonly isListening: () => boolean;
}): StateCache {
  const { near, far } = deps;
  const stopListening = deps.onInvalidation((invalidation) => {
    if (invalidation.kind === 'everything') near.reset();
    else if (invalidation.kind === 'clear') void near.clear(invalidation.entity);
    else void near.invalidate([invalidation]);
  });

  return {
    getMany: async (refs) => {
      if (!deps.isListening()) return far.getMany(refs);
      const found = await near.getMany(refs);
      const missed = refs.filter((_, index) => found[index] === undefined);
      if (missed.length === 0) return found;
      const fetched = (await far.getMany(missed)).filter((state) => state !== undefined);
      if (fetched.length === 0) return found;
      await near.put(fetched);
      // Memory refuses a state older than an invalidation it knows of, so what it kept is the answer.
      return fillGaps(found, await near.getMany(missed));
    },
    put: async (states) => {
      await near.put(states);
      await far.put(states);
    },
    invalidate: async (entries) => {
      await near.invalidate(entries);
      await far.invalidate(entries);
    },
    clear: async (entity) => {
      await near.clear(entity);
      await far.clear(entity);
      // A reader may have refilled memory from the shared cache in between.
      await near.clear(entity);
    },
    close: async () => {
      stopListening();
      await near.close();
      await far.close();
    },
  };
}

function fillGaps(
  found: readonly (EntityState | undefined)[],
  filling: readonly (EntityState | undefined)[],
): readonly (EntityState | undefined)[] {
  let next = 0;
  return found.map((state) => state ?? filling[next++]);
}
