/**
 * Before the `full` project: a PostgreSQL and a Redis of its own, and a migrated, empty database in both forms to copy
 * from. Set TEST_DATABASE_URL (of an account that may create databases) or TEST_REDIS_URL to use servers that run.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { findPrograms, startPostgresServer } from './postgres-server.ts';
import { startRedisServer } from './redis-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The database on the test server that every test database is copied from. */
const TEMPLATE = 'trust_template';

export async function setup(): Promise<() => Promise<void>> {
  installServers();
  const postgres = process.env['TEST_DATABASE_URL'] === undefined ? await startPostgresServer() : null;
  const redis = process.env['TEST_REDIS_URL'] === undefined ? await startRedisServer() : null;
  // Test files run in processes of their own, which inherit the environment.
  if (postgres !== null) process.env['TEST_DATABASE_URL'] = postgres.url('postgres');
  if (redis !== null) process.env['TEST_REDIS_URL'] = redis.url();
  const stop = async () => {
    await Promise.all([postgres?.stop(), redis?.kill()]);
  };
  try {
    process.env['TEST_DATABASE_TEMPLATE'] = await prepareTemplateDatabase(process.env['TEST_DATABASE_URL'] ?? '');
    process.env['TEST_EMBEDDED_TEMPLATE'] = await prepareTemplateFolder();
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Installs what is missing where that needs no question (root on Debian); elsewhere says what to install. */
function installServers(): void {
  const missing = [
    ...(findPrograms() === null && process.env['TEST_DATABASE_URL'] === undefined ? ['postgresql'] : []),
    ...(!runs('redis-server') && process.env['TEST_REDIS_URL'] === undefined ? ['redis-server'] : []),
  ];
  if (missing.length === 0) return;
  const advice = `These tests need ${missing.join(' and ')}: install the Debian package(s) ${missing.join(' ')} or your system's equivalent.`;
  if (process.getuid?.() !== 0 || !runs('apt-get')) throw new Error(advice);
  const options = { stdio: 'pipe', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  try {
    execFileSync('apt-get', ['update'], options);
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], options);
  } catch (error) {
    throw new Error(advice, { cause: error });
  }
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

async function prepareTemplateDatabase(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  const template = new URL(url);
  template.pathname = TEMPLATE;
  const stores = await openPostgres({ databaseUrl: template.href, dataDir: '', poolSize: 2 });
  await stores.close();
  return TEMPLATE;
}

/** Creating an embedded database takes seconds, so it is kept between runs for as long as it would come out the same. */
async function prepareTemplateFolder(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [
    'prisma/schema.prisma',
    'node_modules/@electric-sql/pglite/package.json',
    'test/support/servers.ts',
  ]) {
    hash.update(readFileSync(join(ROOT, file)));
  }
  for (const file of readMigrations()) hash.update(file);
  const folder = join(ROOT, 'node_modules/.cache/trust-test', hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  const stores = await openPostgres({ databaseUrl: null, dataDir: draft, poolSize: 1 });
  await stores.close();
  // Another run may have been faster; its result is the same.
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return folder;
}

function readMigrations(): readonly Buffer[] {
  const folder = join(ROOT, 'prisma/migrations');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(join(folder, name)));
}
