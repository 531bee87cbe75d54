import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain/principal.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { compromise, createCaller, INGEST, login, type Caller } from './client.ts';

let app: TestApp;
let ask: Caller;
let keys: Record<Role, string>;

beforeAll(async () => {
  app = await startTestApp({ config: { auth: { openOnLoopback: false } } });
  ask = createCaller(`${await app.start()}/graphql`);
  keys = {
    reader: await app.keyFor('reader'),
    decider: await app.keyFor('decider'),
    ingester: await app.keyFor('ingester'),
    admin: await app.keyFor('admin'),
  };
  const now = app.clock.now();
  await ask(INGEST, {
    key: keys.admin,
    variables: {
      signals: [
        login('l1', 'ada', now - 9000),
        login('l2', 'eve', now - 8000),
        compromise('c1', 'eve', now - 7000),
        compromise('c2', 'mallory', now - 6000),
      ],
    },
  });
});
afterAll(() => app.close());
beforeEach(() => app.clock.advance(1));

const codeOf = (answer: { body: { errors?: { extensions: { code: string } }[] } }): string | undefined =>
  answer.body.errors?.[0]?.extensions.code;

/** One valid operation per root field, a role that may not, and an input that is refused with the path of the fault. */
const ROOT_FIELDS: readonly {
  readonly field: string;
  readonly valid: string;
  readonly forbidden: Role | null;
  readonly invalid: string;
  readonly fault: string;
}[] = [
  {
    field: 'trustScore',
    valid: '{ trustScore(input: { entityId: "ada" }) { score } }',
    forbidden: 'ingester',
    invalid: '{ trustScore(input: { entityId: "ada", currentIp: "1.2.3" }) { score } }',
    fault: 'input.currentIp',
  },
  {
    field: 'bulkTrustScores',
    valid: '{ bulkTrustScores(requests: [{ entityId: "ada" }]) { succeeded } }',
    forbidden: 'ingester',
    invalid: '{ bulkTrustScores(requests: [{ entityId: "ada" }], maxConcurrent: 0) { succeeded } }',
    fault: 'maxConcurrent',
  },
  {
    field: 'policyDecision',
    valid:
      '{ policyDecision(input: { entityId: "ada" }, resource: { type: "doc", id: "1" }, action: { name: "read" }) { decision } }',
    forbidden: 'reader',
    invalid: '{ policyDecision(input: { entityId: "ada" }, action: { name: "" }) { decision } }',
    fault: 'action.name',
  },
  {
    field: 'entities',
    valid: '{ entities(first: 1) { edges { cursor } } }',
    forbidden: 'ingester',
    invalid: '{ entities(first: 501) { edges { cursor } } }',
    fault: 'first',
  },
  {
    field: 'decision',
    valid: '{ decision(id: "x") { decision } }',
    forbidden: 'ingester',
    invalid: '{ decision(id: "") { decision } }',
    fault: 'id',
  },
  {
    field: 'entity (with its history)',
    valid: '{ entity(entity: { id: "ada" }) { signals(first: 1) { edges { cursor } } } }',
    forbidden: 'decider',
    invalid: '{ entity(entity: { id: "ada" }) { signals(first: 0) { edges { cursor } } } }',
    fault: 'first',
  },
  {
    field: 'node',
    valid: `{ node(id: "${Buffer.from('Decision:x').toString('base64')}") { id } }`,
    forbidden: 'ingester',
    invalid: '{ node(id: "!") { id } }',
    fault: 'id',
  },
  {
    field: 'ingestSignals',
    valid: 'mutation { ingestSignals(signals: [{ id: "bad" }]) { rejected } }',
    forbidden: 'reader',
    invalid: 'mutation { ingestSignals(signals: []) { rejected } }',
    fault: 'signals',
  },
  {
    field: 'clearTrustCache',
    valid: 'mutation { clearTrustCache(entity: { id: "nobody" }) { entity { entityId } } }',
    forbidden: 'reader',
    invalid: 'mutation { clearTrustCache(entity: { id: "\\u0000" }) { entity { entityId } } }',
    fault: 'entity.id',
  },
  {
    field: 'reportFeedback',
    valid:
      'mutation { reportFeedback(entity: { id: "eve" }, verdict: CONFIRMED, target: "ub.admin_confirmed_compromise") { revision } }',
    forbidden: 'reader',
    invalid: 'mutation { reportFeedback(entity: { id: "eve" }, verdict: CONFIRMED, target: "") { revision } }',
    fault: 'target',
  },
  {
    field: 'resolveIndicator',
    valid:
      'mutation { resolveIndicator(entity: { id: "eve" }, indicator: "ub.admin_confirmed_compromise") { revision } }',
    forbidden: 'ingester',
    invalid: 'mutation { resolveIndicator(entity: { id: "eve" }, indicator: "") { revision } }',
    fault: 'indicator',
  },
  {
    field: 'setEntityProperties',
    valid: 'mutation { setEntityProperties(type: "doc", id: "1", properties: { secret: true }) { properties } }',
    forbidden: 'ingester',
    invalid: 'mutation { setEntityProperties(type: "", id: "1", properties: {}) { properties } }',
    fault: 'type',
  },
];

describe.each(ROOT_FIELDS)('$field', ({ valid, forbidden, invalid, fault }) => {
  it('answers a caller who may ask', async () => {
    const { status, body } = await ask(valid, { key: keys.admin });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  it('refuses a caller without credentials with 401 and UNAUTHENTICATED', async () => {
    const answer = await ask(valid);
    expect(answer.status).toBe(401);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
    expect(answer.body).not.toHaveProperty('data');
  });

  it('refuses a wrong key like a missing one', async () => {
    const answer = await ask(valid, { key: 'trust_wrong' });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it.runIf(forbidden)('refuses a role without the permission with FORBIDDEN', async () => {
    expect(codeOf(await ask(valid, { key: keys[forbidden ?? 'reader'] }))).toBe('FORBIDDEN');
  });

  it('refuses invalid input with BAD_USER_INPUT and the path of the fault', async () => {
    const answer = await ask(invalid, { key: keys.admin });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.body.errors[0].extensions.errors.map(({ path }: { path: string }) => path)).toContain(fault);
  });
});
