import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { compromise, createCaller, INGEST, login, type Caller } from './client.ts';

let app: TestApp;
let ask: Caller;
const PEOPLE = Array.from({ length: 20 }, (_, index) => `person-${index}`);

beforeAll(async () => {
  app = await startTestApp({ config: { cache: { maxEntries: 1 } } });
  ask = createCaller(`${await app.start()}/graphql`);
  const now = app.clock.now();
  const signals = PEOPLE.flatMap((id, index) => [
    login(`l-${id}`, id, now - 9000 + index),
    ...(index % 4 === 0 ? [compromise(`c-${id}`, id, now - 5000 + index)] : []),
  ]);
  const { body } = await ask(INGEST, { variables: { signals } });
  expect(body.data.ingestSignals).toMatchObject({ accepted: 25, rejected: 0 });
});
afterAll(() => app.close());
beforeEach(() => vi.restoreAllMocks());

it('any number of entities in one operation costs one storage call per kind', async () => {
  const { stores } = app;
  const calls = {
    states: vi.spyOn(stores.evidence, 'load'),
    points: vi.spyOn(stores.history, 'pages'),
    buckets: vi.spyOn(stores.history, 'buckets'),
    decisions: vi.spyOn(stores.decisions, 'pages'),
    signals: vi.spyOn(stores.signals, 'pages'),
    properties: vi.spyOn(stores.entities, 'properties'),
    lists: vi.spyOn(stores.entities, 'page'),
  };
  const { body } = await ask(`{ entities(first: 20, order: SCORE_ASC) { edges { node {
    entityId
    trustScore { score }
    properties
    trend(first: 3) { edges { node { score } } }
    trendSummary(window: "1h", bucket: "5m") { statistics { samples } }
    decisions(first: 3) { edges { node { decision } } }
    signals(first: 3) { edges { node { signalId } } }
  } } } }`);
  expect(body.errors).toBeUndefined();
  expect(body.data.entities.edges).toHaveLength(20);
  const counts = Object.fromEntries(Object.entries(calls).map(([kind, spy]) => [kind, spy.mock.calls.length]));
  expect(counts).toEqual({ states: 1, points: 1, buckets: 1, decisions: 1, signals: 1, properties: 1, lists: 1 });
});

it('aliased questions are one storage call too', async () => {
  const load = vi.spyOn(app.stores.evidence, 'load');
  const fields = PEOPLE.map((id, index) => `p${index}: trustScore(input: { entityId: "${id}" }) { score }`);
  const { body } = await ask(`{ ${fields.join(' ')} }`);
  expect(Object.keys(body.data)).toHaveLength(20);
  expect(load).toHaveBeenCalledTimes(1);
});

it('the same question asked of many gives what it gives when asked of one', async () => {
  const many = await ask('{ entities(first: 20) { edges { node { entityId trustScore { score level } } } } }');
  for (const { node } of many.body.data.entities.edges.slice(0, 5)) {
    const one = await ask(`{ trustScore(input: { entityId: "${node.entityId}" }) { score level } }`);
    expect(one.body.data.trustScore).toEqual(node.trustScore);
  }
});
