import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { askOf, type Ask, type Reply } from './rest-app.ts';

/** The keys that existing callers rely on, and those added since. Written out, because a change breaks someone. */
const ASSESSMENT_KEYS = [
  'assessed_at',
  'cache_hit',
  'confidence',
  'degraded',
  'entity_id',
  'entity_type',
  'factor_scores',
  'high',
  'low',
  'processing_time_ms',
  'request_id',
  'revision',
  'risk_indicators',
  'trust_level',
  'trust_score',
  'valid_until',
];
const DECISION_KEYS = [
  'additional_actions',
  'confidence',
  'decision',
  'decision_id',
  'entity_id',
  'expires_at',
  'policy_matched',
  'reasons',
  'requirements',
  'trust_level',
  'trust_score',
];

let app: TestApp;
let ask: Ask;
let key: string;
let sent = 0;

beforeAll(async () => {
  app = await startTestApp();
  ask = askOf(app);
  key = await app.keyFor('admin');
});
afterAll(() => app.close());

const post = (url: string, body: unknown): Promise<Reply> => ask({ method: 'POST', url, body, key });
const calculate = (body: object): Promise<Reply> => post('/api/trust-score/calculate', body);
const keysOf = (value: object): string[] => Object.keys(value).sort();

function login(user: string, change: object = {}): object {
  sent += 1;
  const data = { outcome: 'success', amr: ['pwd', 'otp'], mfa: true };
  return { id: `login-${sent}`, type: 'authentication', time: app.clock.now(), user_id: user, data, ...change };
}

function compromise(user: string): object {
  return login(user, {
    type: 'finding',
    data: { kind: 'admin_confirmed_compromise', status: 'open', confidence: 1 },
  });
}

describe('calculate', () => {
  test('answers about an entity nobody has seen with the base rate and no confidence', async () => {
    const reply = await calculate({ entity_id: 'nobody' });
    expect(reply.status).toBe(200);
    const body = reply.json();
    expect(keysOf(body)).toEqual(ASSESSMENT_KEYS);
    expect(body).toMatchObject({
      request_id: reply.headers['x-request-id'],
      entity_id: 'nobody',
      entity_type: 'user',
      confidence: 0,
      risk_indicators: [],
      revision: 0,
      degraded: false,
    });
    expect(keysOf(body.factor_scores)).toEqual([
      'authentication',
      'device_posture',
      'network_context',
      'user_behavior',
    ]);
    for (const factor of Object.values<object>(body.factor_scores)) {
      expect(keysOf(factor)).toEqual(['confidence', 'score', 'weight']);
    }
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  test('adds trends and explanation exactly when they are asked for', async () => {
    const both = await calculate({ entity_id: 'alice', include_trends: true, include_explanation: true });
    expect(keysOf(both.json())).toEqual([...ASSESSMENT_KEYS, 'explanation', 'trends'].sort());
  });

  test('explains the score to the last millionth', async () => {
    await post('/api/signals', [login('explained'), compromise('explained')]);
    const { trust_score, explanation } = (
      await calculate({ entity_id: 'explained', include_explanation: true })
    ).json();
    const total = explanation.lines.reduce((sum: number, line: { micros: number }) => sum + line.micros, 0);
    expect(total).toBe(explanation.total_micros);
    expect(total).toBe(Math.round(trust_score * 1e6));
  });

  test('raises an indicator with all its keys, and the score falls', async () => {
    const before = (await calculate({ entity_id: 'mallory' })).json();
    await post('/api/signals', [compromise('mallory')]);
    const after = (await calculate({ entity_id: 'mallory' })).json();
    expect(after.trust_score).toBeLessThan(before.trust_score);
    expect(after.risk_indicators.length).toBeGreaterThan(0);
    expect(keysOf(after.risk_indicators[0])).toEqual(['factor', 'id', 'severity', 'since', 'technique_ids', 'title']);
  });

  test('sees a signal that it demands the revision of, and refuses a revision that is not there yet', async () => {
    const { results } = (await post('/api/signals', [login('bob')])).json();
    const [{ entity_id, revision }] = results[0].revisions;
    expect(entity_id).toBe('bob');
    const reply = await calculate({ entity_id: 'bob', at_least: revision });
    expect(reply.json().revision).toBeGreaterThanOrEqual(revision);
    const early = await calculate({ entity_id: 'bob', at_least: revision + 1000 });
    expect([early.status, early.json().code]).toEqual([409, 'CONFLICT']);
  });

  test('gives the same answer from the cache, after clearing it, and past it', async () => {
    await post('/api/signals', [login('carol')]);
    const essence = ({ request_id: _r, processing_time_ms: _p, cache_hit: _c, ...rest }: Record<string, unknown>) =>
      rest;
    const first = (await calculate({ entity_id: 'carol' })).json();
    const cached = (await calculate({ entity_id: 'carol' })).json();
    const cleared = await ask({ method: 'DELETE', url: '/api/trust-score/carol/cache', key });
    expect([cleared.status, cleared.text]).toEqual([204, '']);
    const afterClearing = (await calculate({ entity_id: 'carol' })).json();
    const forced = (await calculate({ entity_id: 'carol', force_refresh: true })).json();
    expect([cached.cache_hit, afterClearing.cache_hit, forced.cache_hit]).toEqual([true, false, false]);
    for (const other of [cached, afterClearing, forced]) expect(essence(other)).toEqual(essence(first));
  });

  test('has only the factors of the type', async () => {
    const body = (await calculate({ entity_id: 'laptop', entity_type: 'device' })).json();
    expect(keysOf(body.factor_scores)).toEqual(['device_posture', 'network_context']);
  });
});

describe('bulk', () => {
  test('answers in the order asked, the same entity twice included', async () => {
    const requests = ['x', 'y', 'x'].map((entity_id) => ({ entity_id }));
    const body = (await post('/api/trust-score/bulk', { requests, max_concurrent: 2 })).json();
    expect(keysOf(body)).toEqual(['results', 'summary']);
    expect(keysOf(body.summary)).toEqual(['failed', 'processing_time_ms', 'succeeded', 'timed_out', 'total']);
    expect(body.results.map((result: { entity_id: string }) => result.entity_id)).toEqual(['x', 'y', 'x']);
    for (const result of body.results) expect(keysOf(result)).toEqual(ASSESSMENT_KEYS);
  });

  test('with nothing but bad items is still an answer', async () => {
    const { results, summary } = (await post('/api/trust-score/bulk', { requests: [{}, null] })).json();
    expect(summary).toMatchObject({ total: 2, succeeded: 0, failed: 2 });
    expect(results.map(keysOf)).toEqual([
      ['entity_id', 'error'],
      ['entity_id', 'error'],
    ]);
  });
});

describe('policy-decision', () => {
  test('gives a decision with the rule that made it', async () => {
    const reply = await post('/api/trust-score/policy-decision', {
      entity_id: 'dave',
      resource: { type: 'document', id: 'd1', properties: { sensitivity: 'high' } },
      action: { name: 'read' },
      context: { reason: 'test' },
    });
    expect(reply.status).toBe(200);
    expect(keysOf(reply.json())).toEqual(DECISION_KEYS);
    expect(reply.json().policy_matched).not.toBe('');
  });

  test('denies who is known to be compromised, and expires in the future', async () => {
    await post('/api/signals', [compromise('eve')]);
    const body = (await post('/api/trust-score/policy-decision', { entity_id: 'eve' })).json();
    expect(body.decision).toBe('DENY');
    expect(Date.parse(body.expires_at)).toBeGreaterThan(app.clock.now());
  });
});

describe('trends', () => {
  test('has the scores of the window that signals caused', async () => {
    await post('/api/signals', [login('frank')]);
    const body = (await ask({ url: '/api/trust-score/frank/trends?window=1h&bucket=5m', key })).json();
    expect(body).toMatchObject({ entity_id: 'frank', entity_type: 'user', window_seconds: 3600, bucket_seconds: 300 });
    expect(body.buckets.length).toBeGreaterThan(0);
    expect(body.statistics.samples).toBeGreaterThan(0);
  });

  test('of an entity nobody has seen is empty, not an error', async () => {
    const body = (await ask({ url: '/api/trust-score/nobody-at-all/trends', key })).json();
    expect(body).toMatchObject({ buckets: [], statistics: null, direction: 'UNKNOWN' });
  });

  test.each(['a/b', 'a b', '100%', 'ä/😀', 'a?b#c', '%2F'])('knows the entity %j by its encoded path', async (id) => {
    const url = `/api/trust-score/${encodeURIComponent(id)}/trends`;
    expect((await ask({ url, key })).json().entity_id).toBe(id);
  });

  test('of an id of 256 astral characters fits a path', async () => {
    const id = '😀'.repeat(128);
    const reply = await ask({ url: `/api/trust-score/${encodeURIComponent(id)}/trends`, key });
    expect(reply.json().entity_id).toBe(id);
  });
});

describe('signals', () => {
  test('are accepted once, and duplicates after that', async () => {
    const batch = { signals: [login('grace'), login('grace')] };
    const first = (await post('/api/signals', batch)).json();
    expect(first.summary).toEqual({ total: 2, accepted: 2, duplicate: 0, rejected: 0, ignored: 0 });
    const second = (await post('/api/signals', batch)).json();
    expect(second.results.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate']);
  });

  test('of okta are taken as okta sends them', async () => {
    const event = {
      uuid: '11111111-2222-3333-4444-555555555555',
      published: new Date(app.clock.now()).toISOString(),
      eventType: 'user.session.start',
      outcome: { result: 'SUCCESS' },
      actor: { id: '00u1', type: 'User', alternateId: 'heidi@example.com', displayName: 'Heidi' },
      client: { ipAddress: '203.0.113.7' },
    };
    const { results } = (await post('/api/signals/okta', { data: { events: [event] } })).json();
    expect(results.map(({ status }: { status: string }) => status)).toContain('accepted');
    const again = (await post('/api/signals/okta', [event])).json();
    expect(again.summary.accepted).toBe(0);
  });

  test('of a source that is not known are refused with those that are', async () => {
    const reply = await post('/api/signals/nope', {});
    expect([reply.status, reply.json().code]).toEqual([404, 'NOT_FOUND']);
    expect(reply.json().detail).toContain('okta');
    const verification = await ask({
      url: '/api/signals/nope',
      key,
      headers: { 'x-okta-verification-challenge': 'x' },
    });
    expect(verification.status).toBe(404);
  });

  test('the one-time verification of an okta event hook is answered', async () => {
    const reply = await ask({ url: '/api/signals/okta', key, headers: { 'x-okta-verification-challenge': 'abc"1' } });
    expect(reply.json()).toEqual({ verification: 'abc"1' });
  });
});

describe('operations', () => {
  test('health names its components', async () => {
    const body = (await ask({ url: '/api/health', key })).json();
    expect(body.status).toBe('up');
    expect(keysOf(body.components)).toEqual(expect.arrayContaining(['storage', 'cache']));
  });

  test('the probes are up', async () => {
    for (const url of ['/api/health/live', '/api/health/ready']) {
      expect((await ask({ url })).json()).toEqual({ status: 'up' });
    }
  });

  test('metrics and statistics give the same figures', async () => {
    await calculate({ entity_id: 'ivan' });
    const text = (await ask({ url: '/api/metrics', key })).text;
    const { calculations } = (await ask({ url: '/api/stats', key })).json() as { calculations: { total: number } };
    const counted = [...text.matchAll(/^trust_calculations_total\{[^}]*\} (\d+)$/gmu)].map(([, value]) =>
      Number(value),
    );
    expect(calculations.total).toBe(counted.reduce((sum, value) => sum + value, 0));
    expect(calculations.total).toBeGreaterThan(0);
  });

  test('requests are counted by route pattern, never by the id in their path', async () => {
    await ask({ url: '/api/trust-score/very-personal-id/trends', key });
    await ask({ url: '/api/no-such-very-personal-id', key });
    const text = (await ask({ url: '/api/metrics', key })).text;
    expect(text).toContain('route="/api/trust-score/:entity_id/trends"');
    expect(text).not.toContain('very-personal-id');
  });

  test('the index points to the document, and the document is served', async () => {
    const { links } = (await ask({ url: '/' })).json();
    expect((await ask({ url: links.openapi })).json().openapi).toBe('3.1.0');
  });
});
