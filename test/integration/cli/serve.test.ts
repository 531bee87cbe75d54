/** The engine as a process: starting, stopping, dying, and what survives. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  buildCommand,
  endCommands,
  removeCommand,
  runCommand,
  startCommand,
  type RunningCommand,
} from '../../support/command.ts';
import { createEmbeddedFolder, type TestStore } from '../../support/stores.ts';

const folders: TestStore[] = [];

/** Several processes a test, each with a database of its own: seconds on a free machine, a minute on a busy one. */
vi.setConfig({ testTimeout: 180_000 });

beforeAll(buildCommand);
afterEach(endCommands);
afterAll(removeCommand);
afterAll(() => Promise.all(folders.map((folder) => folder.remove())));

async function folder(): Promise<string> {
  const made = await createEmbeddedFolder();
  folders.push(made);
  return made.dataDir;
}

async function serving(environment: Record<string, string>): Promise<{ command: RunningCommand; url: string }> {
  const command = startCommand(['serve', '--empty'], { PORT: '0', ...environment });
  const [, url = ''] = await command.output(/OpenAPI\s+(http\S+)\/api\/openapi\.json/u);
  return { command, url };
}

async function post(url: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const REPORT = {
  id: 'posture-1',
  type: 'device_posture',
  time: new Date().toISOString(),
  device_id: 'laptop-1',
  data: { checks: { disk_encrypted: 'fail' } },
};

test('what was accepted survives SIGKILL and a restart; the answer is the same', async () => {
  const DATA_DIR = await folder();
  const first = await serving({ DATA_DIR });
  const accepted = await post(`${first.url}/api/signals`, { signals: [REPORT] });
  expect(accepted.body).toMatchObject({ results: [{ status: 'accepted' }] });
  first.command.process.kill('SIGKILL');
  await first.command.ended;

  const second = await serving({ DATA_DIR });
  const { body } = await post(`${second.url}/api/trust-score/calculate`, {
    entity_id: 'laptop-1',
    entity_type: 'device',
  });
  expect(body).toMatchObject({
    revision: 1,
    risk_indicators: [expect.objectContaining({ id: 'dp.disk_unencrypted' })],
  });
  const repeated = await post(`${second.url}/api/signals`, { signals: [REPORT] });
  expect(repeated.body).toMatchObject({ results: [{ status: 'duplicate' }] });
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends the engine with 0 and gives the data folder back',
  async (signal) => {
    const DATA_DIR = await folder();
    const { command } = await serving({ DATA_DIR });
    command.process.kill(signal);
    expect(await command.ended).toMatchObject({ code: 0 });
    const again = await serving({ DATA_DIR });
    again.command.process.kill('SIGTERM');
    expect((await again.command.ended).code).toBe(0);
  },
);

test('a second engine on the same folder is refused, and says who has it', async () => {
  const DATA_DIR = await folder();
  const { command } = await serving({ DATA_DIR });
  const { code, stderr } = await runCommand(['serve', '--empty'], { PORT: '0', DATA_DIR });
  expect(code).toBe(1);
  expect(stderr).toContain(`in use by process ${command.process.pid}`);
  const keys = await runCommand(['keys', 'list'], { DATA_DIR });
  expect(keys.code).toBe(1);
  expect(keys.stderr).toContain('stop the engine while keys are changed');
});

test('a busy port is named before anything is created', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await runCommand(['serve', '--empty'], {
    PORT: String(port),
    DATA_DIR: '/nonexistent/never-made',
  });
  other.close();
  expect(code).toBe(1);
  expect(stderr).toContain(`127.0.0.1:${port}`);
  expect(stderr).toContain('choose another port');
});

test('listening beyond this machine needs a key: refused without, served with a stored one', async () => {
  const DATA_DIR = await folder();
  const environment = { HOST: '0.0.0.0', PORT: '0', DATA_DIR };
  const refused = await runCommand(['serve', '--empty'], environment);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('TRUST_ADMIN_KEY');

  const created = await runCommand(['keys', 'create', '--name', 'gateway', '--role', 'decider'], { DATA_DIR });
  const key = created.stdout.trim();
  expect(key).toMatch(/^trust_[\w-]{43}$/u);
  const { url } = await serving(environment);
  const ask = (headers: Record<string, string>) =>
    fetch(`${url}/api/trust-score/calculate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"entity_id":"alice"}',
    }).then((response) => response.status);
  expect(await ask({})).toBe(401);
  expect(await ask({ 'x-api-key': key })).toBe(200);
});

test('keys are shown once, listed without their secret, and revoked once', async () => {
  const DATA_DIR = await folder();
  const { stdout } = await runCommand(['keys', 'create', '-n', 'console', '-r', 'reader', '--expires-in-days', '30'], {
    DATA_DIR,
  });
  const listed = await runCommand(['keys', 'list'], { DATA_DIR });
  expect(listed.stdout).toMatch(/^[\w-]+\treader\tlive\tconsole\n$/u);
  expect(listed.stdout).not.toContain(stdout.trim());
  const [id = ''] = listed.stdout.split('\t');
  expect((await runCommand(['keys', 'revoke', id], { DATA_DIR })).code).toBe(0);
  expect((await runCommand(['keys', 'revoke', id], { DATA_DIR })).code).toBe(1);
  expect((await runCommand(['keys', 'list'], { DATA_DIR })).stdout).toContain('revoked');
});

test('score answers from the server while it runs and from the store when not, the same', async () => {
  const DATA_DIR = await folder();
  const { command, url } = await serving({ DATA_DIR });
  await post(`${url}/api/signals`, { signals: [REPORT] });
  const ask = (...more: string[]) =>
    runCommand(['score', 'laptop-1', '--type', 'device', ...more], { DATA_DIR, PORT: '1' });
  const fromServer = JSON.parse((await ask('--url', url)).stdout) as Record<string, unknown>;
  command.process.kill('SIGTERM');
  await command.ended;
  const fromStore = JSON.parse((await ask()).stdout) as Record<string, unknown>;
  expect(fromServer['revision']).toBe(1);
  expect(fromStore['risk_indicators']).toEqual(fromServer['risk_indicators']);
});
