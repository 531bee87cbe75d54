import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPermitted } from '../../../src/auth/permissions.ts';
import { generateKey } from '../../../src/auth/keys.ts';
import { ROLES, type Role } from '../../../src/domain/principal.ts';
import { isPublic } from '../../../src/http/rest/route.ts';
import { ROUTES } from '../../../src/http/rest/routes.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { askOf, type Ask, type Question } from './rest-app.ts';

let app: TestApp;
let ask: Ask;
const keys = new Map<Role, string>();

beforeAll(async () => {
  app = await startTestApp({ config: { auth: { adminKey: 'the-first-key-of-this-server' } } });
  ask = askOf(app);
  for (const role of ROLES) keys.set(role, await app.keyFor(role));
});
afterAll(() => app.close());

/** Bodies are nonsense on purpose: who may not ask is told so before anything is read. */
function nonsense(route: (typeof ROUTES)[number]): Question {
  const url = route.path.replace('{entity_id}', 'alice').replace('{source}', 'okta');
  return { method: route.method, url, ...(route.bodyShape && { body: 'nonsense' }) };
}

describe.each(ROUTES.filter((route) => !isPublic(route)))('$method $path', (route) => {
  test.each([
    ['no credentials', {}],
    ['a wrong key', { 'x-api-key': generateKey() }],
    ['a malformed header', { authorization: 'Basic Zm9vOmJhcg==' }],
    ['two keys that differ', { authorization: `Bearer ${generateKey()}`, 'x-api-key': generateKey() }],
  ])('is closed to %s', async (_case, headers) => {
    const reply = await ask({ ...nonsense(route), headers });
    expect(reply.status).toBe(401);
    expect(reply.json()).toMatchObject({ code: 'UNAUTHENTICATED', errors: [] });
    expect(reply.headers['www-authenticate']).toBe('Bearer realm="trust"');
  });

  test.each(ROLES)('is as open to %s as the permission table says', async (role) => {
    const reply = await ask({ ...nonsense(route), key: keys.get(role) ?? null });
    const allowed =
      isPublic(route) || route.access === 'any' || isPermitted({ id: 'k', tenant: 't', role }, route.access);
    expect(reply.status === 403).toBe(!allowed);
    expect(reply.status).not.toBe(401);
  });
});

test.each(ROUTES.filter(isPublic))('$method $path is open to everyone', async (route) => {
  const reply = await ask(nonsense(route));
  expect(reply.status).toBe(200);
});

test('a wrong key is refused even where no key would have been needed', async () => {
  const local = { method: 'GET', url: '/api/health', remoteAddress: '127.0.0.1' } as const;
  expect((await app.inject({ ...local, headers: { host: 'localhost' } })).statusCode).toBe(200);
  const wrong = { host: 'localhost', 'x-api-key': generateKey() };
  expect((await app.inject({ ...local, headers: wrong })).statusCode).toBe(401);
});

test('a page of another site cannot use the open loopback mode', async () => {
  const local = { method: 'DELETE', url: '/api/trust-score/a/cache', remoteAddress: '127.0.0.1' } as const;
  for (const headers of [
    { host: 'evil.example' },
    { host: 'localhost', origin: 'https://evil.example' },
    { host: 'localhost', 'sec-fetch-site': 'cross-site' },
  ]) {
    expect((await app.inject({ ...local, headers })).statusCode).toBe(401);
  }
});

test('the configured admin key opens a server that has no keys yet', async () => {
  const reply = await ask({ url: '/api/stats', key: 'the-first-key-of-this-server' });
  expect(reply.status).toBe(200);
});

test('an explanation takes its own permission', async () => {
  const body = { entity_id: 'alice', include_explanation: true };
  const question = { method: 'POST', url: '/api/trust-score/calculate', body };
  expect((await ask({ ...question, key: keys.get('decider') ?? null })).status).toBe(403);
  expect((await ask({ ...question, key: keys.get('reader') ?? null })).status).toBe(200);
});

test('a key sees its own tenant only', async () => {
  const other = await app.keyFor('admin', 'other');
  const signal = {
    id: 'tenants-1',
    type: 'authentication',
    time: app.clock.now(),
    user_id: 'tenant-user',
    data: { outcome: 'success', amr: ['pwd'] },
  };
  await ask({ method: 'POST', url: '/api/signals', key: other, body: [signal] });
  const question = { method: 'POST', url: '/api/trust-score/calculate', body: { entity_id: 'tenant-user' } };
  expect((await ask({ ...question, key: other })).json().revision).toBe(1);
  expect((await ask({ ...question, key: keys.get('admin') ?? null })).json().revision).toBe(0);
});
