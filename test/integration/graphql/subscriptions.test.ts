import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { compromise, createCaller, INGEST, login, type Caller } from './client.ts';
import { createSocketClient, watchSocket, watchSse, type Stream } from './streams.ts';

let app: TestApp;
let url = '';
let ask: Caller;
let cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  app = await startTestApp();
  url = await app.start();
  ask = createCaller(`${url}/graphql`);
});
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
  await expect.poll(subscribers).toBe(0);
});
afterAll(() => app.close());

async function subscribers(): Promise<number> {
  const text = await app.metrics.exposition();
  return Number(/^trust_subscriptions(?:_active)?(?:\{[^}]*\})? (\d+)$/m.exec(text)?.[1] ?? Number.NaN);
}

/** Subscriptions over a WebSocket are not acknowledged, so a test waits until the engine has them. */
async function started(count = 1): Promise<void> {
  await expect.poll(subscribers).toBe(count);
}

function viaSocket(query: string, params: Record<string, unknown> = {}): Stream {
  const { client } = createSocketClient(url, params);
  cleanups.push(() => client.dispose());
  const stream = watchSocket(client, query);
  cleanups.push(() => stream.stop());
  return stream;
}

async function viaSse(query: string): Promise<Stream> {
  const stream = await watchSse(url, query);
  cleanups.push(() => stream.stop());
  return stream;
}

let number = 0;
async function ingest(...entries: ((id: string, time: number) => Record<string, unknown>)[]): Promise<void> {
  app.clock.advance(1000);
  const signals = entries.map((make) => make(`s${(number += 1)}`, app.clock.now()));
  const { body } = await ask(INGEST, { variables: { signals } });
  expect(body.data.ingestSignals.accepted).toBe(signals.length);
}
const compromised = (user: string) => (id: string, time: number) => compromise(id, user, time);
const finding = (user: string, kind: string, status: 'open' | 'resolved') => (id: string, time: number) => ({
  ...compromise(id, user, time),
  data: { kind, status, confidence: 1 },
});
const loggedIn = (user: string) => (id: string, time: number) => login(id, user, time);

const CHANGES = (args: string): string => `subscription { trustScoreChanged(${args}) {
  cursor revision levelChanged before { score } after { score level } signalIds
  indicators { indicator state } entity { entityId trustScore { score revision } } } }`;
const of = (user: string): string => `filter: { entities: [{ id: "${user}" }] }`;

describe.each([
  ['graphql-ws', async (query: string) => viaSocket(query)],
  ['server-sent events', viaSse],
])('over %s', (name, watch) => {
  it('a signal leads to an event with the new score, and every event sees the state of its own time', async () => {
    const user = `${name} one`;
    const stream = await watch(CHANGES(of(user)));
    const events = [];
    await started();
    for (const entry of [loggedIn(user), compromised(user)]) {
      await ingest(entry);
      events.push((await stream.next()).data.trustScoreChanged);
    }
    expect(events.map(({ revision }) => revision)).toEqual([1, 2]);
    for (const { after, revision, entity } of events) {
      expect(entity).toMatchObject({ entityId: user, trustScore: { revision, score: after.score } });
    }
    expect(events[1].after.score).toBeLessThan(events[1].before.score);
    expect(events[1].after.level).toBe('CRITICAL');
    expect(events[1].indicators).toContainEqual({ indicator: 'ub.admin_confirmed_compromise', state: 'RAISED' });
  });

  it('a resumed subscription gets what it missed, in order and once, and then goes on', async () => {
    const user = `${name} two`;
    const first = await watch(CHANGES(of(user)));
    await started();
    await ingest(loggedIn(user));
    const { cursor } = (await first.next()).data.trustScoreChanged;
    await first.stop();
    await started(0);
    await ingest(finding(user, 'user_reported_suspicious', 'open'));
    await ingest(compromised(user));
    const second = await watch(CHANGES(`${of(user)}, after: "${cursor}"`));
    const revisions = [];
    for (let missed = 0; missed < 2; missed += 1) revisions.push((await second.next()).data.trustScoreChanged.revision);
    await ingest(finding(user, 'admin_confirmed_compromise', 'resolved'));
    revisions.push((await second.next()).data.trustScoreChanged.revision);
    expect(revisions).toEqual([2, 3, 4]);
  });

  it('a filter keeps other entities and other levels out', async () => {
    const stream = await watch(CHANGES(`filter: { types: [USER], levels: [CRITICAL] }`));
    await started();
    await ingest(loggedIn(`${name} filtered out`));
    await ingest(compromised(`${name} let in`));
    expect((await stream.next()).data.trustScoreChanged.entity.entityId).toBe(`${name} let in`);
  });

  it('indicators and decisions are told as they come', async () => {
    const user = `${name} three`;
    const raised = await watch(
      `subscription { riskIndicatorChanged(${of(user)}) { cursor indicator severity state entity { entityId } } }`,
    );
    const made = await watch(
      `subscription { policyDecisionMade(filter: { entities: [{ id: "${user}" }], decisions: [DENY] }) { decisionId decision } }`,
    );
    await started(2);
    await ingest(compromised(user));
    expect((await raised.next()).data.riskIndicatorChanged).toMatchObject({
      state: 'RAISED',
      entity: { entityId: user },
    });
    const { body } = await ask(`{ policyDecision(input: { entityId: "${user}" }) { decisionId decision } }`);
    expect((await made.next()).data.policyDecisionMade).toEqual(body.data.policyDecision);
  });

  it('an unknown cursor and a bad filter are BAD_USER_INPUT', async () => {
    for (const args of ['after: "no cursor"', 'filter: { minimumChange: 2 }']) {
      const stream = await watch(CHANGES(args));
      const [error] = (await stream.next().catch((errors: unknown) => ({ errors }))).errors;
      expect(error.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('a subscriber that leaves is released although no event is pending', async () => {
    const stream = await watch(CHANGES('filter: { entities: [{ id: "silent" }] }'));
    await started();
    const pending = stream.next().catch(() => null);
    await stream.stop();
    await started(0);
    await pending;
  });
});

it('REST ingestion reaches GraphQL subscribers', async () => {
  const stream = viaSocket(CHANGES(of('rest')));
  await started();
  const response = await fetch(`${url}/api/signals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signals: [login('rest-1', 'rest', app.clock.now())] }),
  });
  expect(response.ok).toBe(true);
  expect((await stream.next()).data.trustScoreChanged.signalIds).toEqual(['rest-1']);
});
