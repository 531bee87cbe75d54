import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { createSocketClient, watchSocket, watchSse } from './streams.ts';

let closed: TestApp;
let open: TestApp;
let closedUrl = '';
let openUrl = '';

beforeAll(async () => {
  closed = await startTestApp({ config: { auth: { openOnLoopback: false } } });
  closedUrl = await closed.start();
  open = await startTestApp();
  openUrl = await open.start();
});
afterAll(async () => {
  await closed.close();
  await open.close();
});

const QUERY = '{ trustScore(input: { entityId: "ada" }) { score } }';
const WATCH = 'subscription { trustScoreChanged { cursor } }';

async function raw(url: string, protocol = 'graphql-transport-ws'): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol);
  await once(socket, 'open');
  return socket;
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

describe('credentials', () => {
  it.each([
    ['authorization', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['apiKey', (key: string) => ({ apiKey: key })],
  ])('a key in %s of the first message opens the connection', async (_name, params) => {
    const { client } = createSocketClient(closedUrl, params(await closed.keyFor('reader')));
    expect((await watchSocket(client, QUERY).next()).data.trustScore.score).toBe(0.5);
    await client.dispose();
  });

  it('a key in the headers of the upgrade opens the connection', async () => {
    const headers = { 'x-api-key': await closed.keyFor('reader') };
    const { client } = createSocketClient(closedUrl, {}, { headers });
    expect((await watchSocket(client, QUERY).next()).data.trustScore.score).toBe(0.5);
    await client.dispose();
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer trust_nope' }],
    ['something that is no key', { authorization: { $ne: 1 }, apiKey: ['x'] }],
  ])('%s closes the connection with 4403', async (_name, params) => {
    const { client, closed: end } = createSocketClient(closedUrl, params);
    await watchSocket(client, QUERY)
      .next()
      .catch(() => null);
    expect((await end).code).toBe(4403);
  });

  it('an operation before the first message closes the connection with 4401', async () => {
    const socket = await raw(openUrl);
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY } }));
    expect(await closeCode(socket)).toBe(4401);
  });

  it('a role without the permission gets FORBIDDEN and keeps its connection', async () => {
    const { client } = createSocketClient(closedUrl, { apiKey: await closed.keyFor('ingester') });
    const { errors } = await watchSocket(client, WATCH).next();
    expect(errors[0].extensions.code).toBe('FORBIDDEN');
    expect((await watchSocket(client, '{ __typename }').next()).data).toEqual({ __typename: 'Query' });
    await client.dispose();
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a rebound name', { headers: { host: 'evil.example:8080' }, origin: 'http://evil.example:8080' }],
    ['a proxy', { headers: { 'x-forwarded-for': '198.51.100.1' } }],
  ])('the open loopback mode is closed to %s', async (_name, options) => {
    const { client, closed: end } = createSocketClient(openUrl, {}, options);
    await watchSocket(client, QUERY)
      .next()
      .catch(() => null);
    expect((await end).code).toBe(4403);
  });
});

describe('bad input', () => {
  it.each([
    ['no JSON', 'hello', 4400],
    ['an unknown message', JSON.stringify({ type: 'dance' }), 4400],
    ['a second first message', JSON.stringify({ type: 'connection_init' }), 4429],
  ])('%s closes the connection', async (_name, message, code) => {
    const socket = await raw(openUrl);
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    socket.send(message);
    expect(await closeCode(socket)).toBe(code);
  });

  it('a message of 2 MB closes the connection with 1009', async () => {
    const socket = await raw(openUrl);
    socket.send(`"${'x'.repeat(2_000_000)}"`);
    expect(await closeCode(socket)).toBe(1009);
  });

  it('another protocol and another path are refused', async () => {
    const other = new WebSocket(`${openUrl.replace('http', 'ws')}/graphql`, 'graphql-ws');
    await once(other, 'error');
    const elsewhere = new WebSocket(`${openUrl.replace('http', 'ws')}/elsewhere`, 'graphql-transport-ws');
    const [error] = (await once(elsewhere, 'error')) as [Error];
    expect(error.message).toContain('404');
  });

  it.each([
    ['a syntax error', '{ trustScore( }', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nonsense }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation that is too complex',
      `{ entities(first: 500) { edges { node { signals(first: 500) { edges { node { signalId } } } } } } }`,
      'GRAPHQL_LIMIT_EXCEEDED',
    ],
  ])('%s is an error of the operation alone', async (_name, query, code) => {
    const { client } = createSocketClient(openUrl);
    const failed = await watchSocket(client, query)
      .next()
      .catch((errors: unknown) => ({ errors }));
    expect(failed.errors[0].extensions.code).toBe(code);
    expect(failed.errors[0].extensions).not.toHaveProperty('http');
    expect((await watchSocket(client, QUERY).next()).data.trustScore.score).toBe(0.5);
    await client.dispose();
  });

  it('a connection may have 100 operations under way and no more', async () => {
    const socket = await raw(openUrl);
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    for (let id = 0; id <= 100; id += 1)
      socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: WATCH } }));
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect(JSON.parse(message.toString())).toMatchObject({
      id: '100',
      type: 'error',
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });
    socket.close();
    await once(socket, 'close');
  });
});

it('shutting down completes subscriptions and closes connections with 1001', async () => {
  const app = await startTestApp();
  const socket = await raw(await app.start());
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  const messages: unknown[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())));
  socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: WATCH } }));
  await expect.poll(async () => /^trust_subscriptions\S* 1$/m.test(await app.metrics.exposition())).toBe(true);
  const code = closeCode(socket);
  await app.close();
  expect(await code).toBe(1001);
  expect(messages).toEqual([{ id: 'a', type: 'complete' }]);
});

it('shutting down completes streams of server-sent events and does not wait for them', async () => {
  const app = await startTestApp();
  const stream = await watchSse(await app.start(), WATCH);
  expect(stream.type).toContain('text/event-stream');
  const last = stream.next();
  await app.close();
  expect(await last).toBeNull();
});
