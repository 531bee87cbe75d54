import { describe, expect, test } from 'vitest';
import {
  createAuthenticate,
  type AuthenticateDeps,
  type AuthenticationRequest,
} from '../../../src/auth/authenticate.ts';
import { generateKey, hashKey } from '../../../src/auth/keys.ts';
import { TrustError } from '../../../src/domain/errors.ts';
import type { ApiKeyRecord } from '../../../src/domain/ports/api-key-store.ts';

const NOW = 1_790_000_000_000;
const key = generateKey();
const record: ApiKeyRecord = {
  id: 'key-1',
  tenant: 'acme',
  name: 'gateway',
  role: 'decider',
  hash: hashKey(key),
  createdAt: NOW - 1000,
  expiresAt: null,
  revokedAt: null,
};
const local = { headers: { host: '127.0.0.1:8080' }, remoteAddress: '127.0.0.1' };

function setUp(options: Partial<AuthenticateDeps> & { records?: ApiKeyRecord[] } = {}) {
  const { records = [record], ...rest } = options;
  const asked: string[] = [];
  const authenticate = createAuthenticate({
    apiKeys: {
      async findByHash(hash) {
        asked.push(hash);
        return records.find((candidate) => candidate.hash === hash) ?? null;
      },
      create: () => Promise.reject(new Error('unused')),
      list: () => Promise.reject(new Error('unused')),
      revoke: () => Promise.reject(new Error('unused')),
    },
    clock: { now: () => NOW },
    host: '127.0.0.1',
    openOnLoopback: true,
    adminKey: null,
    defaultTenant: 'default',
    ...rest,
  });
  return { authenticate, asked };
}

async function refusal(promise: Promise<unknown>): Promise<TrustError> {
  const error = await promise.then(
    (value) => new Error(`admitted ${JSON.stringify(value)}`),
    (cause: unknown) => cause,
  );
  if (!(error instanceof TrustError)) throw error;
  expect(error.code).toBe('UNAUTHENTICATED');
  return error;
}

const far = (headers: AuthenticationRequest['headers']): AuthenticationRequest => ({
  headers,
  remoteAddress: '203.0.113.7',
});

describe('a key', () => {
  test.each([
    ['bearer', { authorization: `Bearer ${key}` }],
    ['bearer in any case', { authorization: `bEARER  ${key}` }],
    ['X-API-Key', { 'x-api-key': key }],
    ['both alike', { authorization: `Bearer ${key}`, 'x-api-key': key }],
  ])('makes the caller who owns it (%s)', async (_form, headers) => {
    const { authenticate } = setUp();
    expect(await authenticate(far(headers))).toEqual({ id: 'key-1', tenant: 'acme', role: 'decider' });
  });

  test('is looked up by hash only, and asked for once while it is fresh', async () => {
    const { authenticate, asked } = setUp();
    await authenticate(far({ 'x-api-key': key }));
    await authenticate(far({ 'x-api-key': key }));
    expect(asked).toEqual([hashKey(key)]);
  });

  test.each([
    ['revoked', { revokedAt: NOW }],
    ['expired', { expiresAt: NOW }],
    ['expired long ago', { expiresAt: 1 }],
    ['stored under another hash', { hash: hashKey('other') }],
  ])('that is %s is refused', async (_state, change) => {
    const { authenticate } = setUp({ records: [{ ...record, ...change }] });
    await refusal(authenticate(far({ 'x-api-key': key })));
  });

  test('that expires while it is cached is refused from then on', async () => {
    let now = NOW;
    const { authenticate } = setUp({ records: [{ ...record, expiresAt: NOW + 10 }], clock: { now: () => now } });
    await authenticate(far({ 'x-api-key': key }));
    now = NOW + 10;
    await refusal(authenticate(far({ 'x-api-key': key })));
  });

  test('that no store could know is refused without asking it', async () => {
    const { authenticate, asked } = setUp();
    await refusal(authenticate(far({ 'x-api-key': 'guess' })));
    expect(asked).toEqual([]);
  });

  test('never appears in the refusal', async () => {
    const { authenticate } = setUp();
    const wrong = generateKey();
    for (const headers of [
      { 'x-api-key': wrong },
      { authorization: `Bearer ${wrong} ${wrong}` },
      { authorization: `Basic ${wrong}` },
      { authorization: `Bearer ${wrong}`, 'x-api-key': key },
    ]) {
      const error = await refusal(authenticate(far(headers)));
      expect(JSON.stringify([error.message, error.faults, error.stack])).not.toContain(wrong);
    }
  });

  test('with the store unreachable is an error, never an admission', async () => {
    const { authenticate } = setUp({
      apiKeys: {
        findByHash: () => Promise.reject(new TrustError('UNAVAILABLE', 'The store is gone.')),
        create: () => Promise.reject(new Error('unused')),
        list: () => Promise.reject(new Error('unused')),
        revoke: () => Promise.reject(new Error('unused')),
      },
    });
    await expect(authenticate({ ...local, headers: { ...local.headers, 'x-api-key': key } })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});

describe('malformed credentials are refused, also on loopback', () => {
  test.each([
    ['no scheme', { authorization: key }],
    ['another scheme', { authorization: `Basic ${key}` }],
    ['nothing after the scheme', { authorization: 'Bearer' }],
    ['two keys', { authorization: `Bearer ${key} ${key}` }],
    ['empty bearer', { authorization: '' }],
    ['empty X-API-Key', { 'x-api-key': '' }],
    ['X-API-Key sent twice', { 'x-api-key': `${key}, ${key}` }],
    ['X-API-Key as a list', { 'x-api-key': [key, key] }],
    ['headers that disagree', { authorization: `Bearer ${key}`, 'x-api-key': generateKey() }],
    ['an endless one', { authorization: `Bearer ${'x'.repeat(100_000)}` }],
    ['a wrong key', { 'x-api-key': generateKey() }],
  ])('%s', async (_case, headers) => {
    const { authenticate } = setUp();
    await refusal(authenticate({ ...local, headers: { ...local.headers, ...headers } }));
  });
});

describe('the admin key', () => {
  const adminKey = 'a-secret-of-my-own,with-a-comma';

  test('is an admin of the default tenant', async () => {
    const { authenticate, asked } = setUp({ adminKey, defaultTenant: 'acme' });
    expect(await authenticate(far({ 'x-api-key': adminKey }))).toMatchObject({ role: 'admin', tenant: 'acme' });
    expect(asked).toEqual([]);
  });

  test('must match whole', async () => {
    const { authenticate } = setUp({ adminKey });
    for (const guess of [adminKey.slice(0, -1), `${adminKey}x`, adminKey.toUpperCase(), hashKey(adminKey)]) {
      await refusal(authenticate(far({ 'x-api-key': guess })));
    }
  });
});

describe('without a key', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1:8080'],
    ['127.0.0.1', 'localhost:8080'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', 'LOCALHOST'],
    ['127.5.5.5', '127.5.5.5'],
  ])('a caller on this machine is let in (%s, Host %s)', async (remoteAddress, host) => {
    const { authenticate } = setUp();
    expect(await authenticate({ headers: { host }, remoteAddress })).toEqual({
      id: 'local',
      role: 'admin',
      tenant: 'default',
    });
  });

  test.each([
    ['from elsewhere', { remoteAddress: '203.0.113.7' }],
    ['from nowhere', { remoteAddress: undefined }],
    ['without a Host', { headers: {} }],
    ['with another Host (DNS rebinding)', { headers: { host: 'evil.example:8080' } }],
    ['with a Host that starts like ours', { headers: { host: '127.0.0.1.evil.example' } }],
    ['with a Host that hides another', { headers: { host: 'localhost:8080@evil.example' } }],
    ['from a web page elsewhere', { headers: { host: 'localhost', origin: 'https://evil.example' } }],
    ['from a page without an origin', { headers: { host: 'localhost', origin: 'null' } }],
    ['from a page that looks local', { headers: { host: 'localhost', origin: 'http://localhost.evil.example' } }],
    ['across sites', { headers: { host: 'localhost', 'sec-fetch-site': 'cross-site' } }],
    ['through a proxy', { headers: { host: 'localhost', 'x-forwarded-for': '203.0.113.7' } }],
    ['through a proxy that says only the scheme', { headers: { host: 'localhost', 'x-forwarded-proto': 'https' } }],
    ['through a content network', { headers: { host: 'localhost', 'cf-connecting-ip': '203.0.113.7' } }],
  ])('a caller is refused %s', async (_case, change) => {
    const { authenticate } = setUp();
    await refusal(authenticate({ ...local, ...change }));
  });

  test('the page that the engine itself serves may ask', async () => {
    const { authenticate } = setUp();
    const headers = { host: 'localhost:8080', origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' };
    expect(await authenticate({ ...local, headers })).toMatchObject({ role: 'admin' });
  });

  test.each([
    ['the mode is off', { openOnLoopback: false }],
    ['the server listens on every address', { host: '0.0.0.0' }],
    ['the server listens on a network address', { host: '192.0.2.1' }],
  ])('everyone is refused when %s', async (_case, options) => {
    const { authenticate } = setUp(options);
    await refusal(authenticate(local));
  });
});
