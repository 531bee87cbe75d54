import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { createCaller, FULL_SERVER, INGEST, login, post, type Caller } from './client.ts';

let app: TestApp;
let url = '';
let ask: Caller;

beforeAll(async () => {
  app = await startTestApp();
  url = `${await app.start()}/graphql`;
  ask = createCaller(url);
});
afterAll(async () => {
  // Whatever came in, the process still answers.
  expect((await ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  await app.close();
});

interface Failure {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly errors?: readonly { readonly path: string }[] };
}
const failureOf = (answer: { body: { errors: Failure[] } }): Failure => answer.body.errors[0] as Failure;
const nested = (depth: number): string =>
  `${'{ entity(entity: { id: "a" }) { trustScore '.repeat(depth)}{ score }${' } }'.repeat(depth)}`;
const deep = (levels: number): string =>
  `{ entity(entity: { id: "a" }) ${'{ trustScore { entity '.repeat(levels)}{ entityId }${' } }'.repeat(levels)} }`;

describe('bodies', () => {
  it.each([
    ['malformed JSON', '{"query":', 400, 'BAD_USER_INPUT'],
    ['no body', '', 400, 'BAD_USER_INPUT'],
    ['an array', '[]', 400, 'BAD_USER_INPUT'],
    ['a batch', '[{"query":"{__typename}"}]', 400, 'BAD_USER_INPUT'],
    ['null', 'null', 400, 'BAD_USER_INPUT'],
    ['no query', '{}', 400, 'BAD_USER_INPUT'],
    ['a query that is no text', '{"query":{"a":1}}', 400, 'BAD_USER_INPUT'],
    ['variables that are no object', '{"query":"{__typename}","variables":"x"}', 400, 'BAD_USER_INPUT'],
    ['an unknown parameter', '{"query":"{__typename}","querry":1}', 400, 'BAD_USER_INPUT'],
    ['NaN, which JSON does not have', '{"query":"{__typename}","variables":{"a":NaN}}', 400, 'BAD_USER_INPUT'],
    [
      '10 MB',
      JSON.stringify({ query: `{ trustScore(input: { entityId: "${'x'.repeat(10_000_000)}" }) { score } }` }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
  ])('%s is refused', async (_name, body, status, code) => {
    const answer = await post(url, body);
    expect([answer.status, failureOf(answer).extensions.code]).toEqual([status, code]);
    expect(failureOf(answer).message).not.toMatch(/unexpected error/i);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/jsonp',
    '',
  ])('the content type %j, which a foreign page may send unasked, is refused', async (type) => {
    const answer = await post(url, JSON.stringify({ query: '{ __typename }' }), { 'content-type': type });
    expect([answer.status, failureOf(answer).extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('GET', () => {
  const get = async (search: Record<string, string>) => {
    const response = await fetch(`${url}?${new URLSearchParams(search).toString()}`, {
      headers: { accept: 'application/json' },
    });
    return { status: response.status, body: await response.json() };
  };

  it('asks, but never changes anything', async () => {
    expect((await get({ query: '{ __typename }' })).body).toEqual({ data: { __typename: 'Query' } });
    const { status, body } = await get({
      query: 'mutation { clearTrustCache(entity: { id: "a" }) { entity { id } } }',
    });
    expect([status, body.errors[0].extensions.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  });

  it.each(['variables', 'extensions'])('refuses %s that are no JSON', async (name) => {
    const { status, body } = await get({ query: '{ __typename }', [name]: '{' });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('shows GraphiQL to a browser, with everything in the page and no foreign host allowed', async () => {
    const response = await fetch(url, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toMatch(/https?:/);
    expect(await response.text()).toContain('<title>Trust scoring engine</title>');
  });

  it('paths that merely end like a health check are not there', async () => {
    expect((await fetch(`${url}/health`)).status).toBe(404);
    expect((await fetch(`${url}/x/graphql`)).status).toBe(404);
  });
});

describe('limits', () => {
  it.each([
    ['length', `{ ${'__typename '.repeat(20_000)} }`],
    ['tokens', `{ ${'a:__typename '.repeat(2_000)} }`],
    ['depth', deep(20)],
    ['aliases', `{ ${Array.from({ length: 201 }, (_, index) => `a${index}: __typename`).join(' ')} }`],
    [
      'aliases',
      `{ ...A } fragment A on Query { ${Array.from({ length: 201 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
    ],
    [
      'complexity',
      '{ entities(first: 500) { edges { node { signals(first: 500) { edges { node { signalId } } } } } } }',
    ],
  ])('%s is bounded', async (limit, query) => {
    const answer = await ask(query, { headers: { accept: 'application/graphql-response+json' } });
    expect(answer.status).toBe(400);
    expect(failureOf(answer).extensions).toMatchObject({ code: 'GRAPHQL_LIMIT_EXCEEDED', limit });
  });

  it('complexity counts what variables say', async () => {
    const query =
      'query Q($n: Int, $m: Int) { entities(first: $n) { edges { node { signals(first: $m) { edges { node { signalId } } } } } } }';
    for (let run = 0; run < 8; run += 1) {
      expect((await ask(query, { variables: { n: 2, m: 2 } })).body.errors).toBeUndefined();
      expect(failureOf(await ask(query, { variables: { n: 500, m: 500 } })).extensions.code).toBe(
        'GRAPHQL_LIMIT_EXCEEDED',
      );
    }
  });

  it('fragments that contain each other are refused, not followed', async () => {
    const answer = await ask('{ ...A } fragment A on Query { __typename ...B } fragment B on Query { ...A }');
    expect(failureOf(answer).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(failureOf(await ask(nested(3))).extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('values', () => {
  const SCORE = 'query S($input: TrustScoreInput!) { trustScore(input: $input) { score } }';
  it.each([
    ['an id of 257 characters', { entityId: 'x'.repeat(257) }, 'input.entityId'],
    ['an id with NUL', { entityId: 'a\0b' }, 'input.entityId'],
    ['an id with half a character', { entityId: 'a\ud800' }, 'input.entityId'],
    ['an impossible address', { entityId: 'a', currentIp: '999.1.1.1' }, 'input.currentIp'],
    ['a huge user agent', { entityId: 'a', userAgent: 'x'.repeat(1_000_000) }, 'input.userAgent'],
    ['a negative revision', { entityId: 'a', atLeast: -1 }, 'input.atLeast'],
    [
      'a latitude off the globe',
      { entityId: 'a', networkContext: { latitude: 91, longitude: 0 } },
      'input.networkContext.latitude',
    ],
    [
      'a negative age',
      { entityId: 'a', authenticationContext: { credentialAgeDays: -1 } },
      'input.authenticationContext.credentialAgeDays',
    ],
  ])('%s is a fault with its path', async (_name, input, path) => {
    const { code, errors } = failureOf(await ask(SCORE, { variables: { input } })).extensions;
    expect(code).toBe('BAD_USER_INPUT');
    expect(errors?.map((fault) => fault.path)).toEqual([path]);
  });

  it('every fault of a request is listed', async () => {
    const input = { entityId: '', currentIp: 'x', networkContext: { country: 'Atlantis', threatConfidence: 2 } };
    const { errors } = failureOf(await ask(SCORE, { variables: { input } })).extensions;
    expect(errors?.map(({ path }) => path).sort()).toEqual([
      'input.currentIp',
      'input.entityId',
      'input.networkContext.country',
      'input.networkContext.threatConfidence',
    ]);
  });

  it.each([
    [
      '1e999',
      '{ entity(entity: { id: "a" }) { signals(first: 1e999) { edges { cursor } } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a foreign cursor',
      '{ entity(entity: { id: "a" }) { signals(after: "nonsense") { edges { cursor } } } }',
      'BAD_USER_INPUT',
    ],
    [
      'a foreign evidence cursor',
      '{ entity(entity: { id: "a" }) { evidence(after: "nonsense") { edges { cursor } } } }',
      'BAD_USER_INPUT',
    ],
    ['first and last', '{ entities(first: 1, last: 1) { edges { cursor } } }', 'BAD_USER_INPUT'],
    [
      'a bucket longer than the window',
      '{ entity(entity: { id: "a" }) { trendSummary(window: "5m", bucket: "1h") { volatility } } }',
      'BAD_USER_INPUT',
    ],
    [
      'too many buckets',
      '{ entity(entity: { id: "a" }) { trendSummary(window: "90d", bucket: "1s") { volatility } } }',
      'BAD_USER_INPUT',
    ],
    [
      '__proto__ in a JSON literal',
      'mutation { setEntityProperties(type: "user", id: "a", properties: { __proto__: { polluted: 1 } }) { properties } }',
      'BAD_USER_INPUT',
    ],
  ])('%s is refused', async (_name, query, code) => {
    expect(failureOf(await ask(query)).extensions.code).toBe(code);
  });

  it.each([
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"a":{"b":{"__proto__":1}}}',
    '"text"',
    '[]',
    '{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}',
  ])('the properties %s are refused', async (properties) => {
    const query =
      'mutation S($p: JSONObject!) { setEntityProperties(type: "user", id: "a", properties: $p) { properties } }';
    const answer = await post(url, `{"query":${JSON.stringify(query)},"variables":{"p":${properties}}}`);
    expect(failureOf(answer).extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('signals', () => {
  it('a bad signal is rejected alone, with its faults, whatever it is', async () => {
    const good = login('good', 'ada', app.clock.now());
    const bad = [
      null,
      7,
      'text',
      [],
      {},
      { ...good, id: 'x', time: 'yesterday' },
      { ...good, id: 'y', user_id: 'a\0' },
      { ...good, id: 'z', surprise: 1 },
    ];
    const raw = `[${bad.map((item) => JSON.stringify(item)).join()},{"__proto__":{"polluted":1}},${JSON.stringify(good)}]`;
    const answer = await post(url, `{"query":${JSON.stringify(INGEST)},"variables":{"signals":${raw}}}`);
    const { results, accepted, rejected } = answer.body.data.ingestSignals;
    expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: bad.length + 1 });
    expect(results.at(-1)).toMatchObject({ signalId: 'good', status: 'ACCEPTED', faults: [] });
    for (const result of results.slice(0, -1)) {
      expect(result.status).toBe('REJECTED');
      expect(result.faults.length).toBeGreaterThan(0);
    }
  });

  it('the same signal twice is a duplicate, in one batch and in the next', async () => {
    const signal = login('twice', 'ada', app.clock.now());
    const first = await ask(INGEST, { variables: { signals: [signal, signal] } });
    expect(first.body.data.ingestSignals.results.map(({ status }: { status: string }) => status)).toEqual([
      'ACCEPTED',
      'DUPLICATE',
    ]);
    const second = await ask(INGEST, { variables: { signals: [signal] } });
    expect(second.body.data.ingestSignals).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it('a batch of 1,000 is taken and one of 1,001 is refused as a whole', async () => {
    const batch = (count: number) =>
      Array.from({ length: count }, (_, index) => login(`b${index}`, `u${index % 50}`, app.clock.now()));
    expect((await ask(INGEST, { variables: { signals: batch(1000) } })).body.data.ingestSignals.accepted).toBe(1000);
    expect(failureOf(await ask(INGEST, { variables: { signals: batch(1001) } })).extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('a signal written into the document is taken like one in a variable', async () => {
    const time = new Date(app.clock.now()).toISOString();
    const { body } = await ask(
      `mutation { ingestSignals(signals: [{ id: "inline", type: "authentication", time: "${time}", user_id: "ada", data: { outcome: "success", amr: ["pwd"] } }]) { accepted results { faults { path message } } } }`,
    );
    expect(body.data.ingestSignals).toEqual({ accepted: 1, results: [{ faults: [] }] });
  });
});

it('an error of ours is masked, with the request id that the log has', async () => {
  const broken = await startTestApp();
  const askBroken = createCaller(`${await broken.start()}/graphql`);
  vi.spyOn(broken.services.history, 'decision').mockRejectedValue(new Error('password of the database: hunter2'));
  for (const headers of [{}, FULL_SERVER]) {
    const answer = await askBroken('{ decision(id: "x") { decision } }', {
      headers: { ...headers, 'x-request-id': 'find-me' },
    });
    expect(failureOf(answer).extensions).toEqual({ code: 'INTERNAL', requestId: 'find-me' });
    expect(answer.text).not.toContain('hunter2');
  }
  await broken.close();
});
