/**
 * Feeds real-shaped Okta events to `POST /api/signals/okta` and prints what became of each, and what the engine then
 * says of the people in it. Each event has a tenant of its own, so an indicator can only come from that event.
 * Run: `node bench/detection/okta-check.mjs <identity-events.jsonl>` (needs a build). Lines of the file are objects
 * with `source`, `title`, `name`, `expected` (whether the rule of that title must fire) and `event`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../dist/app.js';
import { generateKey, hashKey } from '../../dist/auth/keys.js';
import { defaultConfig } from '../../dist/config/config.js';
import { createLogger } from '../../dist/observability/logger.js';

const path = process.argv[2];
if (path === undefined || !existsSync(path)) {
  console.log(`No events to check: ${path === undefined ? 'name a file' : `${path} is absent`}.`);
  process.exit(0);
}
const lines = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
  .filter(({ source }) => source === 'okta');

const dataDir = mkdtempSync(join(tmpdir(), 'okta-check-'));
const base = defaultConfig();
const app = await createApp(
  { ...base, storage: { ...base.storage, dataDir } },
  { logger: createLogger({ level: 'error' }) },
);
const totals = {};
try {
  for (const [index, line] of lines.entries()) await check(index, line);
  console.log('\nEvents:', lines.length, 'Outcomes:', JSON.stringify(totals));
} finally {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function check(index, { title, name, expected, event }) {
  const key = await keyFor(`okta-${index}`);
  const published = Object.keys(event).find((field) => field.toLowerCase() === 'published');
  const isOld = Date.parse(event[published]) < Date.now() - 300 * 86_400_000;
  // The events are years old and the engine refuses what carries no weight any more: they are judged as of now.
  const fresh = isOld ? { ...event, [published]: new Date(Date.now() - 300_000).toISOString() } : event;
  const { results } = await call('POST', '/api/signals/okta', key, fresh);
  console.log(`\n${title} — ${name} (${expected ? 'fires' : 'quiet'})${isOld ? ' [time moved]' : ''}`);
  for (const result of results) {
    totals[result.status] = (totals[result.status] ?? 0) + 1;
    const why = (result.errors ?? []).map((fault) => [fault.path, fault.message].filter(Boolean).join(': ')).join('; ');
    console.log(`  ${result.status}${why === '' ? '' : ` — ${why}`}`);
    for (const { entity_type: type, entity_id: id, revision } of result.revisions ?? []) {
      if (type !== 'user') continue;
      const answer = await call('POST', '/api/trust-score/calculate', key, {
        entity_id: id,
        entity_type: type,
        at_least: revision,
      });
      const indicators = answer.risk_indicators.map((indicator) => indicator.id).join(', ');
      console.log(`    ${id}: ${answer.trust_score.toFixed(2)} ${answer.trust_level} [${indicators}]`);
    }
  }
}

async function keyFor(tenant) {
  const key = generateKey();
  const stored = { id: `key-${tenant}`, tenant, name: tenant, role: 'admin', hash: hashKey(key) };
  await app.stores.apiKeys.create({ ...stored, createdAt: Date.now(), expiresAt: null, revokedAt: null });
  return key;
}

async function call(method, url, key, payload) {
  const answer = await app.inject({ method, url, payload, headers: { authorization: `Bearer ${key}` } });
  if (answer.statusCode !== 200) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}
