/** The built engine as a process of its own, on a store of its own. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, SERVER_CORE, startPinned } from './processes.mjs';

/**
 * `databaseUrl: null` is the embedded store in a temporary folder. `settings` is the text of a settings file.
 * @returns `{ url, pid, stop }`
 */
export async function startEngine({ databaseUrl = null, demo = false, settings = '{}', nodeArgs = [] } = {}) {
  const main = join(ROOT, 'dist/main.js');
  if (!existsSync(main)) throw new Error('There is no build: run `npm run build` first.');
  const folder = mkdtempSync(join(tmpdir(), 'trust-bench-'));
  const file = join(folder, 'trust.yaml');
  writeFileSync(file, settings);
  const engine = await startPinned({
    core: SERVER_CORE,
    command: process.execPath,
    args: [...nodeArgs, main, 'serve', '--config', file, demo ? '--demo' : '--empty'],
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      WORKERS: '1',
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: databaseUrl ?? '',
      REDIS_URL: '',
    },
    ready: /GraphiQL\s+(http:\/\/[^/]+)\/graphql/,
  });
  return {
    url: engine.match[1],
    pid: engine.pid,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The answer to one JSON request; throws for anything but a success. */
export async function ask(url, body, { method = 'POST' } = {}) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  const answer = text === '' ? null : JSON.parse(text);
  if (answer?.errors) throw new Error(`${method} ${url}: ${text}`);
  return answer;
}

/** The value of a counter of the engine, summed over those of its labels that contain `label`. */
export async function counter(url, name, label = '') {
  const text = await (await fetch(`${url}/api/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
