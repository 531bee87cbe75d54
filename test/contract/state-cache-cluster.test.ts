/** The state cache on a Redis Cluster, which refuses one command for keys of several slots. */
import { once } from 'node:events';
import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCircuit, createFaultReporter } from '../../src/adapters/redis/faults.ts';
import { createRedisStateCache } from '../../src/adapters/redis/state-cache.ts';
import { createStateCommands } from '../../src/adapters/redis/state-commands.ts';
import type { StateCache } from '../../src/domain/ports/state-cache.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { stateAt, userRef } from '../support/states.ts';

const faults: string[] = [];
let server: RedisServer;
let cluster: Cluster;
let cache: StateCache;

beforeAll(async () => {
  server = await startRedisServer({ cluster: true });
  const admin = new Redis(server.port, '127.0.0.1');
  await admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  admin.disconnect();
  cluster = new Cluster([{ host: '127.0.0.1', port: server.port }]);
  // Tries again until the cluster says that all of its slots are served.
  await once(cluster, 'ready');
  const reporter = createFaultReporter({ logger: silentLogger, onFault: (operation) => faults.push(operation) });
  cache = createRedisStateCache({
    commands: createStateCommands(cluster),
    circuit: createCircuit(reporter),
    faults: reporter,
    ttlSeconds: 60,
    announceClear: async () => undefined,
  });
});
afterAll(async () => {
  cluster.disconnect();
  await server.kill();
});

it('reads, writes, invalidates and clears many entities at once, whatever slots they are in', async () => {
  const refs = Array.from({ length: 100 }, (_, index) => userRef(`user-${index}`));
  const states = refs.map((ref) => stateAt(ref, 5));
  await cache.put(states);
  await cache.put(refs.map((ref) => stateAt(ref, 4)));
  expect(await cache.getMany(refs)).toEqual(states);
  await cache.invalidate(refs.map((entity) => ({ entity, revision: 6 })));
  await cache.put(states);
  expect(await cache.getMany(refs)).toEqual(refs.map(() => undefined));
  await cache.clear(userRef('user-1'));
  await cache.put(states);
  expect((await cache.getMany(refs)).filter((state) => state !== undefined)).toEqual([states[1]]);
  expect(faults).toEqual([]);
});
