/** What every change bus must do, run on each adapter. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Redis } from 'ioredis';
import { createMemoryChangeBus } from '../../src/adapters/memory/change-bus.ts';
import { openRedis, type RedisAdapters } from '../../src/adapters/redis/open.ts';
import type { BusEvent, ChangeBus } from '../../src/domain/ports/change-bus.ts';
import type { Invalidation } from '../../src/domain/ports/state-cache.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { silentLogger } from '../support/silent-logger.ts';
import { changeOf, decisionOf, userRef } from '../support/states.ts';

const faults: string[] = [];
let server: RedisServer;
let here: RedisAdapters;
let there: RedisAdapters;
let alone: RedisAdapters;

// Patient: these suites are not about faults of the server, and a busy machine must not look like one.
const openBus = (database = 4) =>
  openRedis({
    url: server.url(database),
    ttlSeconds: 60,
    logger: silentLogger,
    onFault: (operation) => faults.push(operation),
    commandTimeoutMs: 10_000,
  });

beforeAll(async () => {
  server = await startRedisServer();
  [here, there, alone] = await Promise.all([openBus(), openBus(), openBus(6)]);
});
afterAll(async () => {
  await Promise.all([here.close(), there.close(), alone.close()]);
  await server.kill();
});

const changed = (id: string, revision: number): BusEvent => ({
  kind: 'change',
  change: changeOf(userRef(id), revision),
});
const decided = (id: string): BusEvent => ({ kind: 'decision', decision: decisionOf(userRef('ada'), id) });

/** Everything that arrives until an event equal to `last` has. */
function collectUntil(bus: ChangeBus, last: BusEvent): Promise<BusEvent[]> {
  const seen: BusEvent[] = [];
  return new Promise((resolve) => {
    const stop = bus.subscribe((event) => {
      seen.push(event);
      if (JSON.stringify(event) !== JSON.stringify(last)) return;
      stop();
      resolve(seen);
    });
  });
}

const pairs: readonly { readonly name: string; ends(): { readonly from: ChangeBus; readonly to: ChangeBus } }[] = [
  {
    name: 'memory',
    ends: () => {
      const bus = createMemoryChangeBus({ onFault: () => faults.push('deliver') });
      return { from: bus, to: bus };
    },
  },
  { name: 'redis, within a process', ends: () => ({ from: alone.bus, to: alone.bus }) },
  { name: 'redis, between processes', ends: () => ({ from: here.bus, to: there.bus }) },
];

describe.each(pairs)('change bus: $name', ({ name, ends }) => {
  it('delivers changes and decisions once, whole and in publishing order', async () => {
    const { from, to } = ends();
    const events = [changed('ada', 1), decided('d1'), changed('ada', 2), changed('bob', 1), decided(`end ${name}`)];
    const arrived = collectUntil(to, decided(`end ${name}`));
    await from.publish(events.slice(0, 2));
    await from.publish(events.slice(2));
    expect(await arrived).toEqual(events);
  });

  it('keeps the order of an entity when nobody waits between publishing', async () => {
    const { from, to } = ends();
    const events = Array.from({ length: 200 }, (_, index) => changed(`busy ${name}`, index + 1));
    const arrived = collectUntil(to, changed(`busy ${name}`, 200));
    for (const event of events) void from.publish([event]);
    expect(await arrived).toEqual(events);
  });

  it('delivers nothing after the subscription ended, and ending twice is harmless', async () => {
    const { from, to } = ends();
    const seen: BusEvent[] = [];
    const stop = to.subscribe((event) => seen.push(event));
    stop();
    stop();
    const arrived = collectUntil(to, decided(`unheard ${name}`));
    await from.publish([decided(`unheard ${name}`)]);
    await arrived;
    expect(seen).toEqual([]);
  });

  it('a listener that throws harms neither the publisher nor the others, and is counted', async () => {
    const { from, to } = ends();
    faults.length = 0;
    const stop = to.subscribe(() => {
      throw new Error('A listener broke.');
    });
    const arrived = collectUntil(to, decided(`isolated ${name}`));
    await from.publish([changed('ada', 1), decided(`isolated ${name}`)]);
    expect(await arrived).toHaveLength(2);
    expect(faults).toEqual(['deliver', 'deliver']);
    stop();
  });

  it('a listener that publishes does not overtake what is being delivered', async () => {
    const { from, to } = ends();
    const last = changed(`nested ${name}`, 3);
    const stop = to.subscribe((event) => {
      if (event.kind === 'change' && event.change.revision === 1) void to.publish([last]);
    });
    const arrived = collectUntil(to, last);
    await from.publish([changed(`nested ${name}`, 1), changed(`nested ${name}`, 2)]);
    expect(await arrived).toEqual([changed(`nested ${name}`, 1), changed(`nested ${name}`, 2), last]);
    stop();
  });
});

describe('change bus over Redis', () => {
  it('tells other processes, not the own one, which revisions to drop, before the change itself arrives', async () => {
    const told: (Invalidation | 'event')[] = [];
    const toldHere: Invalidation[] = [];
    const stops = [
      there.onInvalidation((entry) => told.push(entry)),
      here.onInvalidation((entry) => toldHere.push(entry)),
    ];
    const arrived = collectUntil(there.bus, changed('eve', 5)).then(() => told.push('event'));
    await here.bus.publish([changed('eve', 5)]);
    await arrived;
    expect(told).toEqual([{ kind: 'revision', entity: userRef('eve'), revision: 5 }, 'event']);
    expect(toldHere).not.toContainEqual(told[0]);
    for (const stop of stops) stop();
  });

  it('tells other processes of a new state that answers as before, too', async () => {
    const told: Invalidation[] = [];
    const stop = there.onInvalidation((entry) => told.push(entry));
    const arrived = collectUntil(there.bus, decided('after the silent one'));
    await here.bus.publish([
      { kind: 'revision', entity: userRef('silent'), revision: 7 },
      decided('after the silent one'),
    ]);
    await arrived;
    expect(told).toEqual([{ kind: 'revision', entity: userRef('silent'), revision: 7 }]);
    stop();
  });

  it('keeps deployments on different databases of one server apart', async () => {
    const elsewhere = await openBus(5);
    const seen: BusEvent[] = [];
    elsewhere.bus.subscribe((event) => seen.push(event));
    const own = collectUntil(elsewhere.bus, decided('own'));
    const neighbours = collectUntil(there.bus, decided('neighbours'));
    await here.bus.publish([decided('neighbours')]);
    await neighbours;
    await elsewhere.bus.publish([decided('own')]);
    await own;
    expect(seen).toEqual([decided('own')]);
    await elsewhere.close();
  });

  it.each([
    ['not JSON', 'hello'],
    ['an empty object', '{}'],
    ['an unknown kind', '{"origin":"x","sequence":1,"events":[{"kind":"reboot"}],"cleared":[]}'],
    ['a wrong type', '{"origin":"x","sequence":"1","events":[],"cleared":[]}'],
    ['a polluting key', '{"__proto__":{"origin":"x"},"sequence":1,"events":[],"cleared":[]}'],
  ])('counts a message that is %s and goes on', async (_, text) => {
    faults.length = 0;
    const raw = new Redis(server.url());
    const arrived = Promise.all([collectUntil(here.bus, decided('after')), collectUntil(there.bus, decided('after'))]);
    await raw.publish('trust:bus:1:4', text);
    await here.bus.publish([decided('after')]);
    await arrived;
    expect(faults.filter((operation) => operation === 'receive').length).toBeGreaterThanOrEqual(1);
    raw.disconnect();
  });

  it('says that everything may be outdated when a sender skipped a number, and ignores a repeated message', async () => {
    const raw = new Redis(server.url());
    const told: Invalidation[] = [];
    const stop = there.onInvalidation((entry) => told.push(entry));
    const seen: BusEvent[] = [];
    const stopSeeing = there.bus.subscribe((event) => seen.push(event));
    const say = (sequence: number, events: readonly BusEvent[]) =>
      raw.publish('trust:bus:1:4', JSON.stringify({ origin: 'third', sequence, events, cleared: [] }));
    const arrived = collectUntil(there.bus, decided('4'));
    await say(1, [decided('1')]);
    await say(2, [decided('2')]);
    await say(2, [decided('2')]);
    expect(told).toEqual([]);
    await say(4, [decided('4')]);
    await arrived;
    expect(told).toEqual([{ kind: 'everything' }]);
    expect(seen).toEqual([decided('1'), decided('2'), decided('4')]);
    stop();
    stopSeeing();
    raw.disconnect();
  });
});
