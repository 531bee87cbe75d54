import { describe, expect, it } from 'vitest';
import { createLayeredStateCache } from '../../../src/adapters/memory/layered-state-cache.ts';
import { createMemoryStateCache } from '../../../src/adapters/memory/state-cache.ts';
import type { Invalidation } from '../../../src/domain/ports/state-cache.ts';
import { emptyState, type EntityState } from '../../../src/domain/state.ts';

const stateOf = (id: string, revision: number): EntityState => ({
  ...emptyState({ tenant: 'acme', type: 'user', id }),
  revision,
});
const ada = stateOf('ada', 0).entity;

function layered() {
  const memory = () => createMemoryStateCache({ maxEntries: 10, ttlSeconds: 60, clock: { now: () => 0 } });
  const hearing = { now: true };
  const listeners: ((invalidation: Invalidation) => void)[] = [];
  const far = memory();
  const cache = createLayeredStateCache({
    near: memory(),
    far,
    onInvalidation: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    isListening: () => hearing.now,
  });
  const tell = (invalidation: Invalidation): void => listeners.forEach((listener) => listener(invalidation));
  return { cache, far, hearing, tell };
}

describe('layered state cache', () => {
  it('does not answer from memory while it would not hear what other processes change', async () => {
    const { cache, far, hearing } = layered();
    await cache.put([stateOf('ada', 1)]);
    hearing.now = false;
    expect(await cache.getMany([ada])).toMatchObject([{ revision: 1 }]);
    await far.clear(ada);
    expect(await cache.getMany([ada])).toEqual([undefined]);
  });

  it('starts again with an empty memory once it hears the others', async () => {
    const { cache, far, hearing, tell } = layered();
    hearing.now = false;
    await cache.put([stateOf('ada', 1)]);
    await far.clear(ada);
    hearing.now = true;
    tell({ kind: 'everything' });
    expect(await cache.getMany([ada])).toEqual([undefined]);
  });

  it('answers from memory alone while it hears the others', async () => {
    const { cache, far } = layered();
    await cache.put([stateOf('ada', 1)]);
    await far.clear(ada);
    expect(await cache.getMany([ada])).toMatchObject([{ revision: 1 }]);
  });
});
