/** A Redis that is away, silent, full or misconfigured costs misses, never errors. */
import { afterEach, describe, expect, it } from 'vitest';
import { openRedis, type RedisAdapters } from '../../src/adapters/redis/open.ts';
import type { BusEvent } from '../../src/domain/ports/change-bus.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { changeOf, stateAt, userRef } from '../support/states.ts';

const ref = userRef('ada');
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(): Promise<{ server: RedisServer; redis: RedisAdapters; faults: string[]; logged: object[] }> {
  const server = await startRedisServer();
  closing.push(server.kill);
  const faults: string[] = [];
  const logged: object[] = [];
  const redis = await openRedis({
    url: server.url(),
    ttlSeconds: 60,
    logger: { ...silentLogger, warn: (fields) => logged.push(fields) },
    onFault: (operation) => faults.push(operation),
  });
  closing.push(redis.close);
  return { server, redis, faults, logged };
}

async function useEverything(redis: RedisAdapters): Promise<void> {
  expect(await redis.cache.getMany([ref, ref])).toEqual([undefined, undefined]);
  await redis.cache.put([stateAt(ref, 1)]);
  await redis.cache.invalidate([{ entity: ref, revision: 2 }]);
  await redis.cache.clear(ref);
}

describe('a Redis server that fails', () => {
  it('is a miss when it has crashed; local listeners still hear; ping says so; use resumes by itself', async () => {
    const { server, redis, faults, logged } = await start();
    await redis.cache.put([stateAt(ref, 1)]);
    await server.kill();
    await useEverything(redis);
    const heard: BusEvent[] = [];
    redis.bus.subscribe((event) => heard.push(event));
    await redis.bus.publish([{ kind: 'change', change: changeOf(ref, 3) }]);
    expect(heard).toHaveLength(1);
    expect(faults.length).toBeGreaterThan(0);
    expect(logged.length).toBeGreaterThan(0);
    await expect(redis.ping()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect.poll(() => redis.isListening(), { timeout: 10_000 }).toBe(false);

    const interrupted = new Promise<void>((resolve) => {
      redis.onInvalidation((entry) => entry.kind === 'everything' && resolve());
    });
    const again = await startRedisServer({ port: server.port });
    closing.push(again.kill);
    await interrupted;
    expect(redis.isListening()).toBe(true);
    await expect
      .poll(
        () =>
          redis.ping().then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('up');
    await expect
      .poll(
        async () => {
          await redis.cache.put([stateAt(ref, 4)]);
          return redis.cache.getMany([ref]);
        },
        { timeout: 10_000 },
      )
      .toMatchObject([{ revision: 4 }]);
  });

  it('is a miss when it keeps the connection and says nothing', async () => {
    const { server, redis, faults } = await start();
    await redis.cache.put([stateAt(ref, 1)]);
    server.freeze();
    await useEverything(redis);
    expect(faults).toContain('read');
    server.thaw();
  });

  it('asks a silent server once, not once per call', async () => {
    const { server, redis, faults } = await start();
    server.freeze();
    for (let call = 0; call < 50; call += 1) expect(await redis.cache.getMany([ref])).toEqual([undefined]);
    expect(faults).toEqual(['read']);
    server.thaw();
  });

  it('opens without a server and finds it later', async () => {
    const probe = await startRedisServer();
    await probe.kill();
    const redis = await openRedis({ url: probe.url(), ttlSeconds: 60, logger: silentLogger });
    closing.push(redis.close);
    await useEverything(redis);
    const server = await startRedisServer({ port: probe.port });
    closing.push(server.kill);
    await expect
      .poll(
        () =>
          redis.ping().then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('up');
  });

  it('refuses to open a database that the server does not have', async () => {
    const server = await startRedisServer();
    closing.push(server.kill);
    await expect(openRedis({ url: server.url(99), ttlSeconds: 60, logger: silentLogger })).rejects.toThrow(
      /no database/,
    );
  });

  it.each([
    'secret@localhost:6379',
    'http://:secret@localhost',
    'redis://',
    'redis://:secret@host/four',
    'redis://:secret@host/-1',
    'redis://:secret%zz@host',
  ])('refuses the malformed URL %s without repeating its secret', async (url) => {
    const opening = openRedis({ url, ttlSeconds: 60, logger: silentLogger });
    await expect(opening).rejects.toThrow(/Redis URL/);
    await expect(opening).rejects.not.toThrow('secret');
  });

  it('closes cleanly twice, and is a miss afterwards', async () => {
    const { redis } = await start();
    await redis.close();
    await redis.close();
    await useEverything(redis);
  });
});
