/**
 * Brings the database to the schema in prisma/migrations, with Prisma's bookkeeping table and lock, so that a starting
 * process and `npx prisma migrate deploy` can take turns. Prisma's own engine is not used for this: it is a binary that
 * is downloaded, and its WebAssembly form works once a process and does not survive an error.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database, Session } from './pool.ts';

/** The package root is three folders up, from `src` and from `dist` alike. */
const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
/** The advisory lock that Prisma's engine takes while it migrates. */
const PRISMA_LOCK = 72_707_369;

/**
 * Applies what is missing, all of it or nothing. Two queries when nothing is. Processes that start together wait for the
 * first one. Rejects when an earlier `prisma migrate` failed half-way, because only people can tell what it left behind.
 */
export async function migrate(database: Database, onProgress?: (text: string) => void): Promise<void> {
  if ((await pending(database)).length === 0) return;
  await database.transaction(async (session) => {
    // Building an index takes as long as it takes.
    await session.rows({ text: 'SET LOCAL statement_timeout = 0' });
    await session.rows({ text: `SELECT pg_advisory_xact_lock(${PRISMA_LOCK})` });
    const names = await pending(session);
    if (names.length === 0) return;
    onProgress?.(`Applying ${names.length} database migration(s): ${names.join(', ')}`);
    await session.rows({ text: CREATE_BOOKKEEPING });
    for (const name of names) await apply(session, name);
  });
}

async function apply(session: Session, name: string): Promise<void> {
  const script = await readFile(join(MIGRATIONS, name, 'migration.sql'));
  try {
    await session.rows({ text: script.toString('utf8') });
  } catch (error) {
    throw new Error(`The database migration ${name} failed; nothing was changed.`, { cause: error });
  }
  await session.rows({
    text: `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
      VALUES ($1, $2, $3, now(), 1)`,
    values: [randomUUID(), createHash('sha256').update(script).digest('hex'), name],
  });
}

/** Names of migrations not applied yet, in their order. */
async function pending(session: Session): Promise<readonly string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const [table] = await session.rows<{ present: boolean }>({
    text: `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  });
  if (table?.present !== true) return names.sort();
  const rows = await session.rows<{ migration_name: string; finished: boolean }>({
    text: `SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  });
  const failed = rows.find(({ finished }) => !finished);
  if (failed !== undefined) {
    throw new Error(
      `The database migration ${failed.migration_name} was started by another tool and never finished. Repair it with \`npx prisma migrate resolve\`.`,
    );
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name)).sort();
}

const CREATE_BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
