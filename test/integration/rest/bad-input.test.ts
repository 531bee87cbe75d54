import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { askOf, type Ask } from './rest-app.ts';

interface BadRequest {
  readonly name: string;
  readonly get?: string;
  readonly post?: string;
  readonly delete?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly content_type?: string;
  readonly huge?: { readonly key: string; readonly characters: number };
  readonly status: number;
  readonly paths: readonly string[];
}

interface BadSignal {
  readonly name: string;
  readonly item?: unknown;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly paths: readonly string[];
}

function casesOf<T>(file: string): T[] {
  return parse(readFileSync(new URL(`../../cases/rest/${file}`, import.meta.url), 'utf8')) as T[];
}

let app: TestApp;
let ask: Ask;
let key: string;

beforeAll(async () => {
  app = await startTestApp();
  ask = askOf(app);
  key = await app.keyFor('admin');
});
afterAll(() => app.close());

describe('a request that is wrong as a whole is refused with every fault', () => {
  test.each(casesOf<BadRequest>('bad-input.yaml'))('$name', async (bad) => {
    const method = bad.post === undefined ? (bad.delete === undefined ? 'GET' : 'DELETE') : 'POST';
    const reply = await ask({
      method,
      url: bad.post ?? bad.delete ?? bad.get ?? '',
      key,
      ...('body' in bad && { body: bad.body }),
      ...(bad.text !== undefined && { text: bad.text }),
      ...(bad.huge && { body: { [bad.huge.key]: 'x'.repeat(bad.huge.characters) } }),
      ...(bad.content_type !== undefined && { contentType: bad.content_type }),
    });
    expect(reply.status).toBe(bad.status);
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const problem = reply.json() as { instance: string; errors: { path: string; message: string }[] };
    expect(pathsOf(problem.errors)).toEqual([...bad.paths].sort());
    expect(problem.instance).toBe(reply.headers['x-request-id']);
    // Whatever was sent, the refusal stays small and repeats none of it.
    expect(reply.text.length).toBeLessThan(4000);
  });

  test('and the next request is answered as ever', async () => {
    const reply = await ask({ method: 'POST', url: '/api/trust-score/calculate', key, body: { entity_id: 'alice' } });
    expect(reply.status).toBe(200);
    expect(Reflect.get({}, 'role')).toBeUndefined();
  });
});

describe('a bad signal is rejected alone', () => {
  const cases = casesOf<BadSignal>('bad-signals.yaml');

  test.each(cases)('$name', async ({ name, item, change, paths }) => {
    const good = (part: string) => ({
      id: `${name} ${part}`,
      type: 'authentication',
      time: new Date(app.clock.now() - 60_000).toISOString(),
      user_id: 'alice',
      ip: '203.0.113.7',
      data: { outcome: 'success', amr: ['pwd'] },
    });
    const bad = change ? withoutNulls({ ...good('bad'), ...change }) : item;
    const reply = await ask({ method: 'POST', url: '/api/signals', key, body: [good('1'), bad, good('2')] });
    expect(reply.status).toBe(200);
    const { results, summary } = reply.json() as {
      results: { status: string; errors?: { path: string }[] }[];
      summary: object;
    };
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(pathsOf(results[1]?.errors ?? [])).toEqual(paths);
    expect(summary).toEqual({ total: 3, accepted: 2, duplicate: 0, rejected: 1, ignored: 0 });
  });

  test('a batch may hold 1000 signals, and 1001 are refused', async () => {
    const batch = (count: number) => Array.from({ length: count }, () => 0);
    const full = await ask({ method: 'POST', url: '/api/signals', key, body: batch(1000) });
    expect([full.status, full.json().summary.rejected]).toEqual([200, 1000]);
    const tooMany = await ask({ method: 'POST', url: '/api/signals', key, body: { signals: batch(1001) } });
    expect([tooMany.status, tooMany.json().errors[0].path]).toEqual([413, 'signals']);
  });
});

test('a bad item of a bulk request leaves the others unharmed', async () => {
  const requests = [
    { entity_id: 'a' },
    { entity_id: 'b', current_ip: 'x' },
    { entity_type: 'user' },
    { entity_id: 'c' },
  ];
  const reply = await ask({ method: 'POST', url: '/api/trust-score/bulk', key, body: { requests } });
  expect(reply.status).toBe(200);
  const { results, summary } = reply.json();
  expect(results.map((result: { entity_id: string | null }) => result.entity_id)).toEqual(['a', 'b', null, 'c']);
  expect(results[1].error).toMatchObject({ code: 'BAD_USER_INPUT', errors: [{ path: 'requests.1.current_ip' }] });
  expect(results[2].error).toMatchObject({ code: 'BAD_USER_INPUT', errors: [{ path: 'requests.2.entity_id' }] });
  expect(summary).toMatchObject({ total: 4, succeeded: 2, failed: 2, timed_out: 0 });
});

/** A value may break more than one rule; here it counts once. */
function pathsOf(errors: readonly { readonly path: string }[]): string[] {
  return [...new Set(errors.map(({ path }) => path))].sort();
}

function withoutNulls(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, child]) => child !== null));
}
