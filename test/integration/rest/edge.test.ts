import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSourceRegistry } from '../../../src/adapters/sources/registry.ts';
import { createAuthenticate } from '../../../src/auth/authenticate.ts';
import { defaultConfig } from '../../../src/config/config.ts';
import { TrustError } from '../../../src/domain/errors.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import { createLogger } from '../../../src/observability/logger.ts';
import { createMetrics } from '../../../src/observability/metrics.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { askOf, type Ask } from './rest-app.ts';

const ORIGIN = 'https://console.example';
const CALCULATE = {
  method: 'POST',
  url: '/api/trust-score/calculate',
  body: { entity_id: 'alice-in-person' },
} as const;

let app: TestApp;
let ask: Ask;
let key: string;

beforeAll(async () => {
  app = await startTestApp({ config: { server: { corsOrigins: [ORIGIN] } } });
  ask = askOf(app);
  key = await app.keyFor('admin');
});
afterAll(() => app.close());

describe('a request id', () => {
  test('is taken from the caller when it is sane, and else made', async () => {
    const given = await ask({ ...CALCULATE, key, headers: { 'x-request-id': 'trace-7.a:b' } });
    expect(given.headers['x-request-id']).toBe('trace-7.a:b');
    expect(given.json().request_id).toBe('trace-7.a:b');
    for (const id of ['a b', 'x'.repeat(129), '<script>', 'ä']) {
      const made = await ask({ ...CALCULATE, key, headers: { 'x-request-id': id } });
      expect(made.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    }
  });
});

describe('paths and methods', () => {
  test.each(['/api', '/api/nothing', '/api/health/', '/API/health', '/api/trust-score/a/b/trends', '/.env'])(
    '%s is not found',
    async (url) => {
      const reply = await ask({ url, key });
      expect([reply.status, reply.json().code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  test.each([
    ['PUT', '/api/trust-score/calculate', 'POST'],
    ['GET', '/api/trust-score/bulk', 'POST'],
    ['POST', '/api/trust-score/x/trends', 'GET, HEAD'],
    ['DELETE', '/api/signals/okta', 'GET, HEAD, POST'],
    ['PATCH', '/graphql', 'GET, HEAD, POST'],
  ])('%s %s is told which methods there are', async (method, url, allow) => {
    const reply = await ask({ method, url, key });
    expect([reply.status, reply.json().code, reply.headers['allow']]).toEqual([405, 'METHOD_NOT_ALLOWED', allow]);
  });
});

describe('headers', () => {
  test('keep answers out of caches, frames and sniffers', async () => {
    for (const question of [{ ...CALCULATE, key }, CALCULATE, { url: '/api/nothing' }, { url: '/api/health/live' }]) {
      expect((await ask(question)).headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  test('let the configured origin in, with its preflight, and no other', async () => {
    const preflight = await app.inject({
      method: 'OPTIONS',
      url: CALCULATE.url,
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials');

    const let_in = await ask({ ...CALCULATE, key, headers: { origin: ORIGIN } });
    expect(let_in.headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, vary: 'origin' });
    for (const origin of ['https://evil.example', `${ORIGIN}.evil.example`, 'null']) {
      const kept_out = await ask({ ...CALCULATE, key, headers: { origin } });
      expect(kept_out.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });
});

describe('a service that fails', () => {
  async function failing(
    reason: unknown,
  ): Promise<{ server: FastifyInstance; lines: () => string; counted: () => Promise<string> }> {
    let log = '';
    const logger = createLogger({
      level: 'debug',
      destination: new Writable({
        write(chunk, _encoding, done) {
          log += String(chunk);
          done();
        },
      }),
    });
    const metrics = createMetrics({ processMetrics: false });
    const config = defaultConfig();
    const server = createHttpServer({
      services: { ...app.services, assess: { ...app.services.assess, assess: () => Promise.reject(reason) } },
      authenticate: createAuthenticate({
        apiKeys: app.stores.apiKeys,
        clock: app.clock,
        host: '127.0.0.1',
        openOnLoopback: false,
        adminKey: null,
        defaultTenant: 'default',
      }),
      config,
      logger,
      metrics,
      sources: createSourceRegistry(),
    });
    return { server, lines: () => log, counted: () => metrics.exposition() };
  }

  test('unexpectedly is masked for the caller, and logged whole under the id of the request', async () => {
    const { server, lines, counted } = await failing(new Error('the secret plan'));
    const reply = await askOf({ inject: server.inject.bind(server) as TestApp['inject'] })({ ...CALCULATE, key });
    expect([reply.status, reply.json().code]).toEqual([500, 'INTERNAL']);
    expect(reply.text).not.toContain('secret');
    const line = lines()
      .split('\n')
      .find((text) => text.includes('the secret plan'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 'ERROR',
      request_id: reply.json().instance,
      error: { stack: expect.stringContaining('edge.test.ts') as string },
    });
    expect(await counted()).toContain('trust_errors_total{code="INTERNAL"} 1');
    await server.close();
  });

  test.each([
    ['OVERLOADED', 503, '1'],
    ['RATE_LIMITED', 429, '1'],
    ['UNAVAILABLE', 503, '5'],
    ['TIMEOUT', 504, undefined],
    ['CONFLICT', 409, undefined],
  ] as const)('with %s is %i', async (code, status, retryAfter) => {
    const { server, lines } = await failing(new TrustError(code, 'for this reason'));
    const reply = await server.inject({ ...CALCULATE, payload: CALCULATE.body, headers: { 'x-api-key': key } });
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([status, retryAfter]);
    expect(reply.json()).toMatchObject({ code, detail: 'for this reason', status });
    expect(lines()).not.toContain('ERROR');
    await server.close();
  });

  test('leaves no key, body or entity in the log', async () => {
    const { server, lines } = await failing(new Error('x'));
    const url = '/api/trust-score/alice-in-person/trends';
    await server.inject({ ...CALCULATE, payload: CALCULATE.body, headers: { authorization: `Bearer ${key}` } });
    await server.inject({ url, headers: { 'x-api-key': key } });
    await server.inject({ url, headers: { 'x-api-key': `${key.slice(0, -1)}!` } });
    expect(lines()).toContain('"route":"/api/trust-score/:entity_id/trends"');
    expect(lines()).not.toContain(key.slice(0, 20));
    expect(lines()).not.toContain('alice-in-person');
    await server.close();
  });
});

describe('on a real connection', () => {
  let url: URL;
  beforeAll(async () => {
    url = new URL(await app.start());
  });

  async function say(text: string): Promise<string> {
    const socket = connect(Number(url.port), url.hostname);
    let heard = '';
    socket.on('data', (chunk) => (heard += String(chunk)));
    socket.write(text);
    await once(socket, 'close');
    return heard;
  }

  test.each([
    ['what is not HTTP', 'hello\r\n\r\n', 400, 'BAD_USER_INPUT'],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(100_000)}\r\n\r\n`, 431, 'PAYLOAD_TOO_LARGE'],
  ])('%s is answered with a problem', async (_case, text, status, code) => {
    const heard = await say(text);
    expect(heard).toContain(`HTTP/1.1 ${status} `);
    expect(JSON.parse(heard.slice(heard.indexOf('\r\n\r\n')))).toMatchObject({ status, code });
  });

  test('a body that is too large by its own account is refused before it is sent', async () => {
    const heard = await say(
      `POST ${CALCULATE.url} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n`,
    );
    expect(heard).toContain('HTTP/1.1 413 ');
    expect(heard.toLowerCase()).toContain('connection: close');
  });

  test('a body without a length is cut off at the limit', async () => {
    const chunk = `ffff\r\n${'x'.repeat(0xffff)}\r\n`;
    const heard = await say(
      `POST ${CALCULATE.url} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(80)}0\r\n\r\n`,
    );
    expect(heard).toContain('HTTP/1.1 413 ');
  });

  test('a bad body does not cost the connection', async () => {
    const request = (body: string) =>
      `POST ${CALCULATE.url} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const good = '{"entity_id":"a"}';
    const heard = await say(`${request('{bad')}\r\n{bad${request(good)}Connection: close\r\n\r\n${good}`);
    expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200']);
  });

  test('the open loopback mode lets this machine in without a key', async () => {
    const response = await fetch(new URL('/api/health', url));
    expect(response.status).toBe(200);
  });
});
