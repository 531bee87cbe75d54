/**
 * Brings the database to the schema in prisma/migrations, with Prisma's own engine and bookkeeping, so that
 * `npx prisma migrate deploy` and a starting process can take turns.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Database } from './pool.ts';

/** The package root is three folders up, from `src` and from `dist` alike. */
const PRISMA = fileURLToPath(new URL('../../../prisma', import.meta.url));
const MIGRATIONS = join(PRISMA, 'migrations');

export interface MigrateOptions {
  /** Runs `work` while no other process migrates this database. */
  readonly exclusively: (work: () => Promise<void>) => Promise<void>;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** One query and nothing else when there is nothing to apply. Rejects when an earlier migration failed half-way. */
export async function migrate(database: Database, { exclusively, onProgress }: MigrateOptions): Promise<void> {
  if ((await pending(database)).length === 0) return;
  await exclusively(async () => {
    const names = await pending(database);
    if (names.length === 0) return;
    onProgress?.(`Applying ${names.length} database migration(s): ${names.join(', ')}`);
    const { loadSchemaEngine } = await import('./schema-engine.ts');
    const schema = join(PRISMA, 'schema.prisma');
    const engine = await loadSchemaEngine(new PrismaPg(database.pool), [[schema, await readFile(schema, 'utf8')]]);
    try {
      await engine.applyMigrations({
        migrationsList: await migrationsList(),
        filters: { externalTables: [], externalEnums: [] },
      });
    } finally {
      engine.free();
    }
  });
}

async function pending(database: Database): Promise<readonly string[]> {
  const names = await migrationNames();
  const [table] = await database.rows<{ present: boolean }>({
    text: `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  });
  if (table?.present !== true) return names;
  const done = await database.rows<{ migration_name: string }>({
    text: 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  });
  const applied = new Set(done.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}

async function migrationNames(): Promise<readonly string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The folder in the form the schema engine takes. */
export async function migrationsList() {
  const read = (path: string) => readFile(join(MIGRATIONS, path), 'utf8');
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: await read('migration_lock.toml').catch(() => null) },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      (await migrationNames()).map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await read(`${name}/migration.sql`) },
        },
      })),
    ),
  };
}
