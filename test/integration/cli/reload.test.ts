/** Policies change while the engine runs: by SIGHUP, all or nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { buildCommand, endCommands, removeCommand, startCommand } from '../../support/command.ts';
import { createEmbeddedFolder, type TestStore } from '../../support/stores.ts';

vi.setConfig({ testTimeout: 180_000 });

let store: TestStore;
let folder: string;

beforeAll(buildCommand);
beforeAll(async () => {
  store = await createEmbeddedFolder();
  folder = await mkdtemp(join(tmpdir(), 'trust-policies-'));
});
afterEach(endCommands);
afterAll(removeCommand);
afterAll(async () => {
  await store.remove();
  await rm(folder, { recursive: true, force: true });
});

const policies = (name: string, when = 'true'): string =>
  `version: 1\nrules:\n  - name: ${name}\n    when: ${JSON.stringify(when)}\n    decision: ALLOW\n    reason: For the test.\n`;

async function ruleInForce(url: string): Promise<unknown> {
  const response = await fetch(`${url}/api/trust-score/policy-decision`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ entity_id: 'ada', resource: { type: 'page', id: 'p' }, action: { name: 'read' } }),
  });
  return ((await response.json()) as Record<string, unknown>)['policy_matched'];
}

test('SIGHUP puts new policies in force; broken ones are refused and the old stay', async () => {
  const file = join(folder, 'rules.yaml');
  const config = join(folder, 'trust.config');
  await writeFile(file, policies('first_rule'));
  await writeFile(config, `policies:\n  path: ${JSON.stringify(folder)}\n`);
  const command = startCommand(['serve', '--empty', '--config', config], { PORT: '0', DATA_DIR: store.dataDir });
  const [, url = ''] = await command.output(/OpenAPI\s+(http\S+)\/api\/openapi\.json/u);
  expect(await ruleInForce(url)).toBe('first_rule');

  await writeFile(file, policies('second_rule'));
  command.process.kill('SIGHUP');
  await command.output(/"changed":true/u);
  expect(await ruleInForce(url)).toBe('second_rule');

  await writeFile(file, policies('third_rule', 'trust.scroe > 0.5'));
  command.process.kill('SIGHUP');
  await command.output(/policies were refused/u);
  await command.output(/"changed":false/u);
  expect(await ruleInForce(url)).toBe('second_rule');
});
