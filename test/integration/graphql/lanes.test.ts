import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { compromise, createCaller, FULL_SERVER, INGEST, login, type Ask, type Caller } from './client.ts';

let app: TestApp;
let ask: Caller;

beforeAll(async () => {
  app = await startTestApp();
  ask = createCaller(`${await app.start()}/graphql`);
  const now = app.clock.now();
  const signals = [login('l1', 'ada', now - 5000), compromise('c1', 'eve', now - 4000), login('l2', 'eve', now - 3000)];
  await ask(INGEST, { variables: { signals } });
});
afterAll(() => app.close());

const SCORE = `query Score($input: TrustScoreInput!, $full: Boolean = false) {
  trustScore(input: $input) {
    ...Core
    entity { id entityId type }
    factors { factor score low high confidence weight }
    riskIndicators { indicator factor severity title since techniqueIds }
    explanation @include(if: $full) { total modelVersion lines { kind factor indicator contribution facts } }
  }
}
fragment Core on TrustScore { __typename score low high level confidence assessedAt validUntil revision degraded }`;

const TWO = `query One { entity(entity: { id: "ada" }) { entityId } } query Two { entity(entity: { id: "eve", type: DEVICE }) { entityId type } }`;

const OPERATIONS: readonly (readonly [name: string, query: string, ask?: Ask])[] = [
  ['a score', SCORE, { variables: { input: { entityId: 'eve' } } }],
  [
    'a score with its explanation',
    SCORE,
    { variables: { input: { entityId: 'eve', entityType: 'USER' }, full: true } },
  ],
  ['aliases', '{ a: entity(entity: { id: "a" }) { entityId } b: entity(entity: { id: "b" }) { entityId } }'],
  [
    'nested entities',
    '{ entities(first: 2, order: SCORE_ASC) { edges { cursor node { entityId evidence(first: 3) { edges { node { indicator facts } } } } summary { level indicators } } pageInfo { hasNextPage endCursor } } }',
  ],
  [
    'signals and their data',
    '{ entity(entity: { id: "eve" }) { signals { edges { node { signalId type occurredAt data location { country } } } } } }',
  ],
  ['the first of two operations', TWO, { operationName: 'One' }],
  ['the second of two operations', TWO, { operationName: 'Two' }],
  ['two operations and no name', TWO],
  ['a null answer', '{ decision(id: "00000000-0000-7000-8000-000000000000") { decision } }'],
  ['introspection', '{ __schema { queryType { name } } __type(name: "Factor") { enumValues { name } } }'],
  ['a fault found by validation of arguments', '{ entity(entity: { id: "" }) { entityId } }'],
  [
    'several faults in a question',
    SCORE,
    { variables: { input: { entityId: 'x', currentIp: 'nowhere', networkContext: { latitude: 1 } } } },
  ],
  ['an error beside data', '{ a: node(id: "bm9uc2Vuc2U=") { id } b: entity(entity: { id: "b" }) { entityId } }'],
  ['a syntax error', '{ trustScore( }'],
  ['an unknown field', '{ trustScore(input: { entityId: "a" }) { sore } }'],
  ['a missing variable', SCORE],
  ['a variable of the wrong type', SCORE, { variables: { input: { entityId: 7 } } }],
  ['an unknown enum value', SCORE, { variables: { input: { entityId: 'a', entityType: 'ROBOT' } } }],
  ['an unknown input field', SCORE, { variables: { input: { entityId: 'a', constructor: { prototype: 1 } } } }],
  ['a number that is too large', '{ entities(first: 99999999999) { pageInfo { hasNextPage } } }'],
  [
    'a page that is too large',
    'query P($n: Int) { entities(first: $n) { pageInfo { hasNextPage } } }',
    { variables: { n: 501 } },
  ],
  [
    'a page of the wrong type',
    'query P($n: Int) { entities(first: $n) { pageInfo { hasNextPage } } }',
    { variables: { n: '5' } },
  ],
  [
    'a fraction for a whole number',
    'query P($n: Int) { entities(first: $n) { pageInfo { hasNextPage } } }',
    { variables: { n: 1.5 } },
  ],
  ['a bad duration', '{ entity(entity: { id: "a" }) { trendSummary(window: "1y") { volatility } } }'],
  [
    'an empty window',
    '{ entity(entity: { id: "eve" }) { trendSummary(window: "1h", bucket: "5m") { direction volatility bucketSeconds statistics { samples } forecast { level } } } }',
  ],
];

describe('both lanes give the same bytes for', () => {
  for (const [name, query, request] of OPERATIONS) {
    it(name, async () => {
      const full = await ask(query, { ...request, headers: FULL_SERVER });
      // Often enough to be compiled.
      for (let run = 0; run < 8; run += 1) {
        const fast = await ask(query, request);
        expect(fast).toEqual(full);
      }
    });
  }
});

it('a document is compiled for each of its operations', async () => {
  for (let run = 0; run < 8; run += 1) {
    expect((await ask(TWO, { operationName: 'One' })).body).toEqual({ data: { entity: { entityId: 'ada' } } });
    expect((await ask(TWO, { operationName: 'Two' })).body).toEqual({
      data: { entity: { entityId: 'eve', type: 'DEVICE' } },
    });
  }
});

it('an invalid document is refused alike the first and every other time', async () => {
  const headers = { accept: 'application/graphql-response+json' };
  for (const query of ['{ nonsense }', '{ trustScore( }']) {
    const first = await ask(query, { headers });
    expect(first.status).toBe(400);
    expect(await ask(query, { headers })).toEqual(first);
    expect(await ask(query, { headers: { ...headers, ...FULL_SERVER } })).toEqual(first);
  }
});
