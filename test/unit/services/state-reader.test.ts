/** States are read in as few round trips as can be, and never older than asked for. */
import { describe, expect, it } from 'vitest';
import { createMemoryStateCache } from '../../../src/adapters/memory/state-cache.ts';
import { entityKey, type EntityRef } from '../../../src/domain/entity.ts';
import type { EntityState } from '../../../src/domain/state.ts';
import { createGate } from '../../../src/services/gate.ts';
import { createStateReader } from '../../../src/services/state-reader.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { stateAt, userRef } from '../../support/states.ts';

function reading(stored: Map<string, EntityState> = new Map()) {
  const loads: (readonly EntityRef[])[] = [];
  const cache = createMemoryStateCache({ maxEntries: 100, ttlSeconds: 60, clock: createFakeClock() });
  const reader = createStateReader({
    store: {
      load: async (refs) => {
        loads.push(refs);
        return refs.map((ref) => stored.get(entityKey(ref)) ?? null);
      },
    },
    cache,
    gate: createGate({ maxConcurrent: 10, maxQueued: 10 }),
  });
  return { reader, loads, cache, stored };
}

const [ada, bob, eve] = [userRef('ada'), userRef('bob'), userRef('eve')] as const;
const kept = (...states: EntityState[]) => new Map(states.map((state) => [entityKey(state.entity), state]));

describe('the state reader', () => {
  it('asks the store once for all that is missed in a tick, by whomever', async () => {
    const { reader, loads } = reading(kept(stateAt(ada, 3)));
    const [first, second] = await Promise.all([
      reader.read([ada, bob], { fresh: false }),
      reader.read([bob, eve], { fresh: false }),
    ]);
    expect(loads).toEqual([[ada, bob, eve]]);
    expect(first.map(({ state, cached }) => [state.entity.id, state.revision, cached])).toEqual([
      ['ada', 3, false],
      ['bob', 0, false],
    ]);
    expect(second.map(({ state }) => state.entity.id)).toEqual(['bob', 'eve']);
  });

  it('keeps what it read, entities nobody has seen included', async () => {
    const { reader, loads } = reading(kept(stateAt(ada, 3)));
    await reader.read([ada, bob], { fresh: false });
    const again = await reader.read([bob, ada], { fresh: false });
    expect(again.map(({ state, cached }) => [state.revision, cached])).toEqual([
      [0, true],
      [3, true],
    ]);
    expect(loads).toHaveLength(1);
  });

  it('a fresh read goes to the store, and what it finds replaces what was cached', async () => {
    const { reader, stored, loads } = reading(kept(stateAt(ada, 3)));
    await reader.read([ada], { fresh: false });
    stored.set(entityKey(ada), stateAt(ada, 4));
    expect((await reader.read([ada], { fresh: false }))[0]?.state.revision).toBe(3);
    expect((await reader.read([ada], { fresh: true }))[0]?.state.revision).toBe(4);
    expect((await reader.read([ada], { fresh: false }))[0]?.state.revision).toBe(4);
    expect(loads).toHaveLength(2);
  });

  it('never lets a read that began earlier undo a newer state', async () => {
    const { reader, cache } = reading(kept(stateAt(ada, 3)));
    const slow = reader.read([ada], { fresh: true });
    await cache.put([stateAt(ada, 5)]);
    await slow;
    expect((await reader.read([ada], { fresh: false }))[0]?.state.revision).toBe(5);
  });

  it('says when the store is away, and tries again the next time', async () => {
    let isAway = true;
    const cache = createMemoryStateCache({ maxEntries: 10, ttlSeconds: 60, clock: createFakeClock() });
    const reader = createStateReader({
      store: { load: async (refs) => (isAway ? Promise.reject(new Error('away')) : refs.map(() => null)) },
      cache,
      gate: createGate({ maxConcurrent: 1, maxQueued: 1 }),
    });
    await expect(reader.read([ada], { fresh: false })).rejects.toThrow('away');
    isAway = false;
    expect((await reader.read([ada], { fresh: false }))[0]?.state.revision).toBe(0);
  });
});
