import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildCommand, removeCommand, runCommand } from '../../support/command.ts';

beforeAll(buildCommand);
afterAll(removeCommand);

test('check-config prints what is in force as YAML, secrets hidden', async () => {
  const { code, stdout } = await runCommand(['check-config'], {
    PORT: '9999',
    TRUST_ADMIN_KEY: 'very-secret-admin-key-0001',
    DATABASE_URL: 'postgresql://trust:hunter2secret@db:5432/trust',
  });
  expect(code).toBe(0);
  expect(parse(stdout)).toMatchObject({ server: { port: 9999, workers: 1 }, auth: { adminKey: '(hidden)' } });
  expect(stdout).toContain('config/trust.yaml, PORT, DATABASE_URL, TRUST_ADMIN_KEY');
  expect(stdout).not.toMatch(/very-secret|hunter2/u);
});

test('check-config reports every problem of file and environment and ends with 1', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'trust-cli-')), 'bad.yaml');
  writeFileSync(file, 'server:\n  prot: 80\ncache:\n  ttlSeconds: never\n');
  const { code, stdout, stderr } = await runCommand(['check-config', '--config', file], { LOG_LEVEL: 'LOUD' });
  expect(code).toBe(1);
  expect(stdout).toBe('');
  for (const part of ['3 problems', 'bad.yaml:2', 'Did you mean "port"?', 'bad.yaml:4', 'LOG_LEVEL'])
    expect(stderr).toContain(part);
});

test.each([
  [['serve', '--nonsense'], "unknown option '--nonsense'"],
  [['chek-config'], 'too many arguments'],
  [['keys', 'create', '--name', 'x', '--role', 'king'], 'Expected one of reader, decider, ingester, admin'],
  [['score', 'alice', '--type', 'planet'], 'Allowed choices are user, device'],
])('a mistyped command says what is wrong and ends with 1: %j', async (args, message) => {
  const { code, stderr } = await runCommand(args);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});

test('serve refuses settings with problems before it touches anything', async () => {
  const { code, stderr } = await runCommand(['serve'], { PORT: 'http', DATA_DIR: '/nonexistent/never-made' });
  expect(code).toBe(1);
  expect(stderr).toContain('server.port (PORT)');
});
