/** What every state cache must do, run on each adapter. */
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLayeredStateCache } from '../../src/adapters/memory/layered-state-cache.ts';
import { createMemoryStateCache, type MemoryStateCache } from '../../src/adapters/memory/state-cache.ts';
import { openRedis, type RedisAdapters } from '../../src/adapters/redis/open.ts';
import type { EntityRef } from '../../src/domain/entity.ts';
import type { StateCache } from '../../src/domain/ports/state-cache.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { stateAt, userRef } from '../support/states.ts';

const clock = { now: () => 1_000 };
const nearCache = () => createMemoryStateCache({ maxEntries: 1_000, ttlSeconds: 60, clock });

let server: RedisServer;
let redis: RedisAdapters;
let raw: Redis;

// Patient: these suites are not about faults, and a busy machine must not look like one.
const openCache = () =>
  openRedis({ url: server.url(4), ttlSeconds: 60, logger: silentLogger, commandTimeoutMs: 10_000 });

beforeAll(async () => {
  server = await startRedisServer();
  redis = await openCache();
  raw = new Redis(server.url(4));
});
afterAll(async () => {
  raw.disconnect();
  await redis.close();
  await server.kill();
});

const layeredCache = (near: MemoryStateCache, { cache: far, onInvalidation, isListening }: RedisAdapters): StateCache =>
  createLayeredStateCache({ near, far, onInvalidation, isListening });

const adapters: readonly { readonly name: string; open(): StateCache }[] = [
  { name: 'memory', open: nearCache },
  { name: 'redis', open: () => redis.cache },
  {
    name: 'layered',
    open: () => layeredCache(nearCache(), redis),
  },
];

describe.each(adapters)('state cache: $name', ({ name, open }) => {
  let count = 0;
  const freshRef = (): EntityRef => userRef(`${name}-${count++}`);
  const get = async (cache: StateCache, ref: EntityRef) => (await cache.getMany([ref]))[0];

  it('answers what was put, unchanged in every field', async () => {
    const cache = open();
    const state = stateAt(freshRef(), 7);
    await cache.put([state]);
    expect(await get(cache, state.entity)).toEqual(state);
  });

  it('answers in the order asked, with undefined for each miss and repeats repeated', async () => {
    const cache = open();
    const [first, second, missing] = [stateAt(freshRef(), 1), stateAt(freshRef(), 2), freshRef()];
    await cache.put([first, second]);
    const answers = await cache.getMany([second.entity, missing, first.entity, second.entity]);
    expect(answers).toEqual([second, undefined, first, second]);
    expect(await cache.getMany([])).toEqual([]);
  });

  it('never replaces a newer revision by an older one', async () => {
    const cache = open();
    const ref = freshRef();
    await cache.put([stateAt(ref, 10)]);
    await cache.put([stateAt(ref, 9)]);
    expect(await get(cache, ref)).toMatchObject({ revision: 10 });
    await cache.put([stateAt(ref, 11)]);
    expect(await get(cache, ref)).toMatchObject({ revision: 11 });
  });

  it('drops an older state on invalidation and refuses it when it comes late', async () => {
    const cache = open();
    const ref = freshRef();
    await cache.put([stateAt(ref, 9)]);
    await cache.invalidate([{ entity: ref, revision: 10 }]);
    expect(await get(cache, ref)).toBeUndefined();
    await cache.put([stateAt(ref, 9)]);
    expect(await get(cache, ref)).toBeUndefined();
    await cache.put([stateAt(ref, 10)]);
    expect(await get(cache, ref)).toMatchObject({ revision: 10 });
  });

  it('a late invalidation neither drops the revision it names nor lowers what is refused', async () => {
    const cache = open();
    const [kept, refused] = [freshRef(), freshRef()];
    await cache.put([stateAt(kept, 10)]);
    await cache.invalidate([{ entity: kept, revision: 10 }]);
    expect(await get(cache, kept)).toMatchObject({ revision: 10 });
    await cache.invalidate([{ entity: refused, revision: 10 }]);
    await cache.invalidate([{ entity: refused, revision: 3 }]);
    await cache.put([stateAt(refused, 9)]);
    expect(await get(cache, refused)).toBeUndefined();
  });

  it('forgets a cleared entity whatever its revision, and only that one', async () => {
    const cache = open();
    const [cleared, other] = [freshRef(), freshRef()];
    await cache.put([stateAt(cleared, 10), stateAt(other, 1)]);
    await cache.clear(cleared);
    expect(await get(cache, cleared)).toBeUndefined();
    expect(await get(cache, other)).toMatchObject({ revision: 1 });
    await cache.put([stateAt(cleared, 2)]);
    expect(await get(cache, cleared)).toMatchObject({ revision: 2 });
  });

  it('keeps entities apart however their tenants and ids are chosen', async () => {
    const cache = open();
    const hostile: readonly EntityRef[] = [
      { tenant: 'a', type: 'user', id: 'b:user:c' },
      { tenant: 'a:user:b', type: 'user', id: 'c' },
      { tenant: 'a:user', type: 'user', id: 'b:c' },
      { tenant: 'a', type: 'device', id: 'b:user:c' },
      { tenant: '1', type: 'user', id: 'x' },
      { tenant: '1:1', type: 'user', id: 'x' },
      { tenant: 'other', type: 'user', id: 'b:user:c' },
      { tenant: 'a', type: 'user', id: ' ' },
      { tenant: 'a', type: 'user', id: '{a}*\r\n' },
      { tenant: 'a', type: 'user', id: 'é' },
      { tenant: 'a', type: 'user', id: 'e\u0301' },
      { tenant: 'a', type: 'user', id: '😀'.repeat(128) },
      { tenant: 'a', type: 'user', id: 'x'.repeat(256) },
      { tenant: 'a', type: 'user', id: 'x'.repeat(255) },
      { tenant: 'a', type: 'user', id: '__proto__' },
      { tenant: 'a', type: 'user', id: '\ud800' },
      { tenant: 'a', type: 'user', id: '\udc00' },
      { tenant: 'a', type: 'user', id: '\ufffd' },
    ];
    await cache.put(hostile.map((ref, index) => stateAt(ref, index + 1)));
    const answers = await cache.getMany(hostile);
    expect(answers.map((state) => state?.revision)).toEqual(hostile.map((_, index) => index + 1));
    expect(answers.map((state) => state?.entity)).toEqual(hostile);
  });

  it('ends with the highest revision when many arrive at once in any order', async () => {
    const cache = open();
    const ref = freshRef();
    const revisions = [3, 9, 1, 8, 2, 10, 7, 4, 6, 5];
    await Promise.all(revisions.map((revision) => cache.put([stateAt(ref, revision)])));
    expect(await get(cache, ref)).toMatchObject({ revision: 10 });
  });
});

describe('state cache in Redis', () => {
  it('gives every entry a time to live, tombstones included', async () => {
    const [kept, refused] = [userRef('ttl-state'), userRef('ttl-tombstone')];
    await redis.cache.put([stateAt(kept, 1)]);
    await redis.cache.invalidate([{ entity: refused, revision: 1 }]);
    const keys = await raw.keys('*ttl-*');
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const left = await raw.pttl(key);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(60_000);
    }
  });

  it('reads any number of states in one command', async () => {
    const refs = Array.from({ length: 200 }, (_, index) => userRef(`batch-${index}`));
    await redis.cache.put(refs.map((ref) => stateAt(ref, 1)));
    await raw.config('RESETSTAT');
    expect((await redis.cache.getMany(refs)).every((state) => state !== undefined)).toBe(true);
    const stats = await raw.info('commandstats');
    expect(stats).toMatch(/cmdstat_mget:calls=1,/);
    expect(stats).not.toContain('cmdstat_get:');
  });

  it.each([
    ['not JSON', '3 {"folded":'],
    ['another shape', '3 {"folded":null,"items":{},"profile":null}'],
    ['no revision', 'hello'],
    ['an empty value', ''],
    ['a negative revision', '-1 {}'],
  ])('takes %s for a miss and lets a put replace it', async (_, garbage) => {
    const ref = userRef('garbage');
    await redis.cache.clear(ref);
    await redis.cache.put([stateAt(ref, 1)]);
    const [key = ''] = await raw.keys('*:garbage');
    await raw.set(key, garbage);
    expect(await redis.cache.getMany([ref])).toEqual([undefined]);
    await redis.cache.put([stateAt(ref, 4)]);
    expect(await redis.cache.getMany([ref])).toMatchObject([{ revision: 4 }]);
  });

  it('takes a key of another type for a miss of its batch and stays in use', async () => {
    const [spoilt, fine] = [userRef('spoilt'), userRef('fine')];
    await redis.cache.put([stateAt(spoilt, 1), stateAt(fine, 1)]);
    const [key = ''] = await raw.keys('*:spoilt');
    await raw.del(key);
    await raw.hset(key, 'field', 'value');
    await redis.cache.put([stateAt(spoilt, 2), stateAt(fine, 2)]);
    expect(await redis.cache.getMany([spoilt, fine])).toMatchObject([undefined, { revision: 2 }]);
  });
});

describe('layered state cache', () => {
  it('fills memory from the shared cache, and answers from memory alone afterwards', async () => {
    const near = nearCache();
    const cache = layeredCache(near, redis);
    const ref = userRef('filled');
    await redis.cache.put([stateAt(ref, 3)]);
    expect(await cache.getMany([ref])).toMatchObject([{ revision: 3 }]);
    expect(await near.getMany([ref])).toMatchObject([{ revision: 3 }]);
  });

  it('does not answer a shared state older than an invalidation that memory knows of', async () => {
    const near = nearCache();
    const cache = layeredCache(near, redis);
    const ref = userRef('outdated');
    await redis.cache.put([stateAt(ref, 3)]);
    await near.invalidate([{ entity: ref, revision: 4 }]);
    expect(await cache.getMany([ref])).toEqual([undefined]);
  });

  it('forgets in memory what another process cleared or invalidated', async () => {
    const other = await openCache();
    const near = nearCache();
    const told = tellings(other);
    const cache = layeredCache(near, other);
    const ref = userRef('cleared-elsewhere');
    await cache.put([stateAt(ref, 3)]);
    await redis.cache.clear(ref);
    await told.next();
    expect(await cache.getMany([ref])).toEqual([undefined]);
    await cache.close();
    await other.close();
  });
});

/** Waits for invalidations one at a time. */
function tellings(adapters: RedisAdapters) {
  const waiting: (() => void)[] = [];
  let told = 0;
  adapters.onInvalidation(() => {
    const next = waiting.shift();
    if (next === undefined) told += 1;
    else setImmediate(next);
  });
  return {
    next: () =>
      new Promise<void>((resolve) => {
        if (told === 0) waiting.push(resolve);
        else {
          told -= 1;
          resolve();
        }
      }),
  };
}
