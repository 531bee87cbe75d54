/** Two processes' worth of engine on one PostgreSQL and one Redis: what one commits, the other answers and tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSignal } from '../../../src/contract/signal.ts';
import type { AssessRequest } from '../../../src/services/services.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { startRedisServer, type RedisServer } from '../../support/redis-server.ts';
import { createServerDatabase, type TestStore } from '../../support/stores.ts';

let redis: RedisServer;
let store: TestStore;
let here: TestApp;
let there: TestApp;

beforeAll(async () => {
  redis = await startRedisServer();
  store = await createServerDatabase();
  const start = () =>
    startTestApp({
      config: {
        storage: { databaseUrl: store.databaseUrl },
        cache: { redisUrl: redis.url(4) },
      },
    });
  here = await start();
  there = await start();
});
afterAll(async () => {
  await here.close();
  await there.close();
  await store.remove();
  await redis.kill();
});

const ask = (id: string): AssessRequest => ({
  entity: { type: 'user', id },
  context: {
    ip: null,
    userAgent: null,
    deviceId: null,
    sessionId: null,
    geo: null,
    network: null,
    authentication: null,
  },
  forceRefresh: false,
  includeTrends: false,
  includeExplanation: false,
  atLeast: null,
});

let signals = 0;
/** Opens a finding about the user, or resolves it: either changes the score. */
function find(app: TestApp, user: string, status: 'open' | 'resolved' = 'open') {
  signals += 1;
  return app.services.ingest.ingest(app.local, [
    parseSignal(
      {
        id: `signal-${signals}`,
        type: 'finding',
        time: app.clock.now() - 60_000 + signals,
        user_id: user,
        data: { kind: 'admin_confirmed_compromise', status, confidence: 1 },
      },
      { source: 'native' },
    ),
  ]);
}

describe('two nodes', () => {
  it('a subscriber on one node sees what the other commits, and can resume on either', async () => {
    const filter = { entities: [{ type: 'user', id: 'ada' }] } as const;
    const events = there.services.watch.changes(there.local, filter, null);
    await find(here, 'ada');
    const first = await events.next();
    if (first.done === true) throw new Error('The subscription ended.');
    expect(first.value).toMatchObject({ entity: { id: 'ada' }, revision: 1 });
    await events.return?.();

    await find(there, 'ada', 'resolved');
    const resumed = here.services.watch.changes(here.local, filter, first.value.position);
    expect(await resumed.next()).toMatchObject({ done: false, value: { revision: 2 } });
    await resumed.return?.();
  });

  it('a node answers from the state the other committed once it was told, without being asked to refresh', async () => {
    await find(here, 'bob');
    expect((await there.services.assess.assess(there.local, ask('bob'))).assessment.revision).toBe(1);
    const told = there.services.watch.changes(there.local, { entities: [{ type: 'user', id: 'bob' }] }, null);
    await find(here, 'bob', 'resolved');
    await told.next();
    expect((await there.services.assess.assess(there.local, ask('bob'))).assessment.revision).toBe(2);
    await told.return?.();
  });

  it('a cache cleared on one node is cleared on the other, and both read on', async () => {
    await find(here, 'eve');
    await there.services.assess.assess(there.local, ask('eve'));
    await here.services.assess.clearCache(here.local, { type: 'user', id: 'eve' });
    await expect
      .poll(async () => (await there.services.assess.assess(there.local, ask('eve'))).assessment.revision)
      .toBe(1);
  });

  it('both go on answering and committing when Redis dies', async () => {
    await redis.kill();
    await find(here, 'zoe');
    expect((await there.services.assess.assess(there.local, ask('zoe'))).assessment.revision).toBe(1);
    expect((await here.services.health.health()).status).not.toBe('down');
  });
});
