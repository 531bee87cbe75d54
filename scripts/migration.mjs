/**
 * Writes a new migration from the difference between the committed prisma/schema.prisma and the one in the work tree:
 *
 *   node scripts/migration.mjs add_device_labels [--from <commit>]
 *
 * Read the SQL before committing both together. Give new key columns COLLATE "C" by hand (Prisma has no word for it).
 * Works without a server and without a download: Prisma's schema engine as WebAssembly compares the two models.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SCHEMA = 'prisma/schema.prisma';
const [name = '', ...options] = process.argv.slice(2);
if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) {
  console.error('Usage: node scripts/migration.mjs <name in snake_case> [--from <commit>]');
  process.exit(2);
}
const commit = options[0] === '--from' ? (options[1] ?? 'HEAD') : 'HEAD';
const before = execFileSync('git', ['show', `${commit}:${SCHEMA}`], { cwd: root, encoding: 'utf8' });
const after = readFileSync(join(root, SCHEMA), 'utf8');

// The engine reports an abort of its own through this.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(message) {
    throw new Error(message);
  },
};
const module = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  .replace(/\.js$/, '.wasm');
const { instance } = await WebAssembly.instantiate(readFileSync(module), { './schema_engine_bg.js': bindings });
bindings.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
// Comparing two models reads no database, but the engine connects to one before it does anything.
build({ ifStale: true });
const { startEmbedded } = await import('../dist/adapters/postgres/embedded.js');
const { embeddedPool } = await import('../dist/adapters/postgres/pool.js');
const scratch = await startEmbedded(null);
const pool = embeddedPool(scratch);
const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
const engine = await bindings.SchemaEngine.new({ datamodels: [[SCHEMA, after]] }, () => {}, adapter);
const model = (content) => ({ tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] });
const { stdout } = await engine.diff({
  from: model(before),
  to: model(after),
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});

await pool.end();
await scratch.close();

const sql = stdout ?? '';
if (sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--'))) {
  console.log(`${SCHEMA} does not differ from ${commit}; nothing written.`);
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(root, 'prisma/migrations', `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}/migration.sql`);
}
