/**
 * Writes a new migration from the difference between prisma/migrations and prisma/schema.prisma:
 *
 *   node scripts/migration.mjs add_device_labels
 *
 * Read the SQL before committing it. Give new key columns COLLATE "C" by hand (Prisma has no word for it).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) {
  console.error('Usage: node scripts/migration.mjs <name in snake_case>');
  process.exit(2);
}

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(m) {
    console.error(m);
  },
}; //await build({ ifStale: true });
const { startEmbedded } = await import('../dist/adapters/postgres/embedded.js');
const { embeddedPool } = await import('../dist/adapters/postgres/pool.js');
const { loadSchemaEngine } = await import('../dist/adapters/postgres/schema-engine.js');
const { migrationsList } = await import('../dist/adapters/postgres/migrate.js');

// A scratch database at the end of the existing migrations is where the new one starts.
const scratch = await startEmbedded(null);
const pool = embeddedPool(scratch);
const path = join(root, 'prisma/schema.prisma');
const schema = { files: [{ path, content: await readFile(path, 'utf8') }] };
const filters = { externalTables: [], externalEnums: [] };
const engine = await loadSchemaEngine(
  new PrismaPg(pool),
  schema.files.map((file) => [file.path, file.content]),
);
await engine.applyMigrations({ migrationsList: await migrationsList(), filters });
const difference = await engine.diff({
  from: { tag: 'empty' },
  to: { tag: 'schemaDatamodel', ...schema },
  script: true,
  exitCode: null,
  filters,
});
engine.free();
await pool.end();
await scratch.close();

const sql = difference.stdout ?? '';
if (/^\s*(--[^\n]*\s*)*$/.test(sql)) {
  console.log('The migrations already lead to the schema; nothing written.');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(root, 'prisma/migrations', `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(root, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n');
  console.log(`Wrote ${folder}/migration.sql`);
}
