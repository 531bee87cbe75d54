import { describe, expect, it } from 'vitest';
import { createMemoryStateCache } from '../../../src/adapters/memory/state-cache.ts';
import { emptyState, type EntityState } from '../../../src/domain/state.ts';

const stateOf = (id: string, revision: number): EntityState => ({
  ...emptyState({ tenant: 'acme', type: 'user', id }),
  revision,
});

function cacheAt(start: number, maxEntries = 10) {
  const time = { now: start };
  const cache = createMemoryStateCache({ maxEntries, ttlSeconds: 60, clock: { now: () => time.now } });
  const get = async (id: string) => (await cache.getMany([stateOf(id, 0).entity]))[0];
  return { time, cache, get };
}

describe('memory state cache', () => {
  it('keeps a state for the TTL and not longer', async () => {
    const { time, cache, get } = cacheAt(1_000);
    await cache.put([stateOf('ada', 3)]);
    time.now += 60_000;
    expect(await get('ada')).toMatchObject({ revision: 3 });
    time.now += 1;
    expect(await get('ada')).toBeUndefined();
  });

  it('refuses a late older put for the TTL after an invalidation, then forgets the refusal', async () => {
    const { time, cache, get } = cacheAt(1_000);
    await cache.invalidate([{ entity: stateOf('ada', 0).entity, revision: 5 }]);
    time.now += 60_000;
    await cache.put([stateOf('ada', 4)]);
    expect(await get('ada')).toBeUndefined();
    time.now += 1;
    await cache.put([stateOf('ada', 4)]);
    expect(await get('ada')).toMatchObject({ revision: 4 });
  });

  it('a read does not lengthen the life of a state', async () => {
    const { time, cache, get } = cacheAt(1_000);
    await cache.put([stateOf('ada', 1)]);
    time.now += 59_000;
    await get('ada');
    time.now += 1_001;
    expect(await get('ada')).toBeUndefined();
  });

  it('holds at most maxEntries, dropping the least recently used', async () => {
    const { cache, get } = cacheAt(1_000, 2);
    await cache.put([stateOf('ada', 1), stateOf('bob', 1)]);
    await get('ada');
    await cache.put([stateOf('eve', 1)]);
    expect(await get('bob')).toBeUndefined();
    expect(await get('ada')).toBeDefined();
    expect(await get('eve')).toBeDefined();
  });
});
