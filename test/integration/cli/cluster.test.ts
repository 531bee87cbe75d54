/** Several workers behind one port, on PostgreSQL and Redis. */
import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildCommand, endCommands, removeCommand, startCommand } from '../../support/command.ts';
import { createServerDatabase, type TestStore } from '../../support/stores.ts';
import { freePort } from '../../support/free-port.ts';

let database: TestStore & { readonly databaseUrl: string };

/** Several processes a test, each with a database of its own: seconds on a free machine, a minute on a busy one. */
vi.setConfig({ testTimeout: 180_000 });

beforeAll(async () => {
  buildCommand();
  database = await createServerDatabase();
});
afterEach(endCommands);
afterAll(removeCommand);
afterAll(() => database.remove());

test('a worker that dies is replaced while the others answer, and SIGTERM ends all of them with 0', async () => {
  const port = await freePort();
  const command = startCommand(['serve', '--empty'], {
    PORT: String(port),
    WORKERS: '2',
    DATABASE_URL: database.databaseUrl,
    REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
  });
  await command.output(/ready in/u);
  const workers = childrenOf(command.process.pid ?? 0);
  expect(workers).toHaveLength(2);

  process.kill(workers[0] ?? 0, 'SIGKILL');
  await command.output(/A worker ended and is started again/u);
  const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`);
  expect(answer.status).toBe(200);

  command.process.kill('SIGTERM');
  const { code } = await command.ended;
  expect(code).toBe(0);
  expect(workers.filter(isAlive)).toEqual([]);
});

function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/u).map(Number))
    .flatMap(([child = 0, parent = 0]) => (parent === pid ? [child] : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
