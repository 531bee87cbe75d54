import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { compromise, createCaller, INGEST, login, type Caller } from './client.ts';

let app: TestApp;
let ask: Caller;
let keys: Record<'reader' | 'admin', string>;

beforeAll(async () => {
  app = await startTestApp({ config: { auth: { openOnLoopback: false } } });
  ask = createCaller(`${await app.start()}/graphql`);
  keys = { reader: await app.keyFor('reader'), admin: await app.keyFor('admin') };
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

describe('what is not there', () => {
  it('an unknown entity has the base rate, confidence 0 and no indicators', async () => {
    const { body } = await ask(
      '{ entity(entity: { id: "never seen" }) { trustScore { score confidence level revision riskIndicators { indicator } } evidence { edges { cursor } } properties } }',
      { key: keys.reader },
    );
    expect(body.data.entity).toEqual({
      trustScore: { score: 0.5, confidence: 0, level: 'MEDIUM', revision: 0, riskIndicators: [] },
      evidence: { edges: [] },
      properties: null,
    });
  });

  it('an unknown decision is null', async () => {
    const { body } = await ask('{ decision(id: "019a0000-0000-7000-8000-000000000000") { decision } }', {
      key: keys.reader,
    });
    expect(body).toEqual({ data: { decision: null } });
  });

  it('feedback on evidence that the entity lacks is NOT_FOUND', async () => {
    const answer = await ask(
      'mutation { resolveIndicator(entity: { id: "ada" }, indicator: "ub.no_such") { revision } }',
      {
        key: keys.admin,
      },
    );
    expect(codeOf(answer)).toBe('NOT_FOUND');
  });

  it('a revision that was not reached is CONFLICT, and spoils no other entity of the operation', async () => {
    const { body } = await ask(
      '{ late: trustScore(input: { entityId: "ada", atLeast: 999 }) { score } other: entity(entity: { id: "eve" }) { trustScore { revision } } }',
      { key: keys.reader },
    );
    expect(codeOf({ body })).toBe('CONFLICT');
  });
});

describe('what comes back', () => {
  it('a decision can be fetched again by its id and by its node id, with the same content', async () => {
    const fields =
      'id decisionId decision score policyMatched reasons additionalActions decidedAt expiresAt entity { entityId }';
    const made = await ask(
      `{ policyDecision(input: { entityId: "mallory" }, action: { name: "read" }) { ${fields} } }`,
      {
        key: keys.admin,
      },
    );
    const decision = made.body.data.policyDecision;
    expect(decision.decision).toBe('DENY');
    await expect
      .poll(
        async () =>
          (await ask(`{ decision(id: "${decision.decisionId}") { ${fields} } }`, { key: keys.admin })).body.data
            .decision,
      )
      .toEqual(decision);
    const node = await ask(`{ node(id: "${decision.id}") { ... on Decision { ${fields} } } }`, { key: keys.admin });
    expect(node.body.data.node).toEqual(decision);
    const log = await ask('{ entity(entity: { id: "mallory" }) { decisions { edges { node { decisionId } } } } }', {
      key: keys.admin,
    });
    expect(log.body.data.entity.decisions.edges[0].node.decisionId).toBe(decision.decisionId);
  });

  it('an entity can be fetched again by its node id, whatever its id is made of', async () => {
    for (const id of ['a:b:c', 'ä 日本 🦊', '"quoted"', 'x'.repeat(256)]) {
      const found = await ask('query E($id: String!) { entity(entity: { id: $id, type: DEVICE }) { id } }', {
        key: keys.admin,
        variables: { id },
      });
      const node = await ask('query N($id: ID!) { node(id: $id) { ... on Entity { entityId type } } }', {
        key: keys.admin,
        variables: { id: found.body.data.entity.id },
      });
      expect(node.body.data.node).toEqual({ entityId: id, type: 'DEVICE' });
    }
  });

  it('a bad item of a bulk has its own faults and leaves the others alone, in order', async () => {
    const requests = [{ entityId: 'ada' }, { entityId: 'eve', currentIp: 'x' }, { entityId: '' }, { entityId: 'eve' }];
    const { body } = await ask(
      `query B($requests: [TrustScoreInput!]!) { bulkTrustScores(requests: $requests) {
        total succeeded failed timedOut results { entityId trustScore { entityId } error { code errors { path } } } } }`,
      { key: keys.reader, variables: { requests } },
    );
    expect(body.data.bulkTrustScores).toEqual({
      total: 4,
      succeeded: 2,
      failed: 2,
      timedOut: 0,
      results: [
        { entityId: 'ada', trustScore: { entityId: 'ada' }, error: null },
        {
          entityId: 'eve',
          trustScore: null,
          error: { code: 'BAD_USER_INPUT', errors: [{ path: 'requests.1.currentIp' }] },
        },
        {
          entityId: '',
          trustScore: null,
          error: { code: 'BAD_USER_INPUT', errors: [{ path: 'requests.2.entityId' }] },
        },
        { entityId: 'eve', trustScore: { entityId: 'eve' }, error: null },
      ],
    });
  });

  it('the explanation adds up to the score', async () => {
    const { body } = await ask(
      '{ trustScore(input: { entityId: "ada" }) { score explanation { total lines { contribution } } } }',
      {
        key: keys.reader,
      },
    );
    const { score, explanation } = body.data.trustScore;
    const micros = explanation.lines.reduce(
      (sum: number, line: { contribution: number }) => sum + Math.round(line.contribution * 1e6),
      0,
    );
    expect(micros / 1e6).toBe(score);
    expect(explanation.total).toBe(score);
  });

  it('a mutation sees what it wrote, and so does the next mutation of the same operation', async () => {
    const time = new Date(app.clock.now()).toISOString();
    const entry = (id: string) =>
      `ingestSignals(signals: [{ id: "${id}", type: "authentication", time: "${time}", user_id: "zoe", data: { outcome: "success", amr: ["pwd"] } }]) {
        results { revisions { revision entity { trustScore { revision } } } } }`;
    const { body } = await ask(`mutation { a: ${entry('z1')} b: ${entry('z2')} }`, { key: keys.admin });
    const revisions = ['a', 'b'].map((name) => body.data[name].results[0].revisions[0]);
    expect(revisions).toEqual([
      { revision: 1, entity: { trustScore: { revision: 1 } } },
      { revision: 2, entity: { trustScore: { revision: 2 } } },
    ]);
  });

  it('a page goes on where the last one ended, forwards and back', async () => {
    const page = async (args: string) =>
      (
        await ask(
          `{ entity(entity: { id: "eve" }) { signals(${args}) { edges { cursor node { signalId } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
          { key: keys.reader },
        )
      ).body.data.entity.signals;
    const first = await page('first: 1');
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, endCursor: first.edges[0].cursor });
    const second = await page(`first: 1, after: "${first.pageInfo.endCursor}"`);
    expect(second.edges).toHaveLength(1);
    expect(second.edges[0].node).not.toEqual(first.edges[0].node);
    const back = await page(`last: 1, before: "${second.edges[0].cursor}"`);
    expect(back.edges).toEqual(first.edges);
  });

  it('stored properties are read back, and an entity of another tenant is not seen', async () => {
    await ask(
      'mutation { setEntityProperties(type: "user", id: "ada", properties: { team: "blue" }) { id: resourceId } }',
      { key: keys.admin },
    );
    const read = (key: string) =>
      ask('{ entity(entity: { id: "ada" }) { properties signals { edges { cursor } } } }', { key });
    expect((await read(keys.admin)).body.data.entity.properties).toEqual({ team: 'blue' });
    const other = (await read(await app.keyFor('admin', 'other'))).body.data.entity;
    expect(other).toEqual({ properties: null, signals: { edges: [] } });
  });
});
