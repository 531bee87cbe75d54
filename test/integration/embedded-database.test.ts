/** The embedded database as a file format and a neighbour: crashes, second openers, errors of the session. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { lockDataDir } from '../../src/adapters/postgres/data-dir-lock.ts';
import { startEmbedded } from '../../src/adapters/postgres/embedded.ts';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { createDatabase, embeddedPool } from '../../src/adapters/postgres/pool.ts';
import { createEmbeddedFolder } from '../support/stores.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

beforeAll(() => build({ ifStale: true }));

async function folder(): Promise<string> {
  const { dataDir, remove } = await createEmbeddedFolder();
  onTestFinished(remove);
  return dataDir;
}

it('keeps every acknowledged write when its process is killed, and opens again although the lock is still there', async () => {
  const dataDir = await folder();
  const store = new URL('../../dist/adapters/postgres/open.js', import.meta.url).href;
  const writer = spawn(process.execPath, [path('../support/embedded-writer.mjs'), store, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let acknowledged = -1;
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 40) writer.kill('SIGKILL');
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
  expect(acknowledged).toBeGreaterThanOrEqual(40);
  const stores = await openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
  onTestFinished(() => stores.close());
  for (let index = 0; index <= acknowledged; index++) {
    expect(await stores.meta.get(`key-${index}`)).toBe(String(index));
  }
});

it('refuses a second opener of a data directory, naming the process that has it, until it is closed', async () => {
  const dataDir = await folder();
  const stores = await openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
  await expect(openPostgres({ databaseUrl: null, dataDir, poolSize: 1 })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await stores.ping();
  await Promise.all([stores.close(), stores.close()]);
  const release = await lockDataDir(dataDir);
  await release();
  expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.lock'))).toEqual([]);
});

it('lets only one of many simultaneous openers have the data directory', async () => {
  const dataDir = await folder();
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataDir(dataDir)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('keeps its files from other users of the machine', async () => {
  const dataDir = await folder();
  const stores = await openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
  onTestFinished(() => stores.close());
  expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
});

async function emptyFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'trust-empty-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

it('starts over when an earlier process was killed while it created the files', async () => {
  const dataDir = await emptyFolder();
  mkdirSync(join(dataDir, 'postgres.new'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '');
  const stores = await openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
  onTestFinished(() => stores.close());
  await stores.ping();
  expect(readdirSync(dataDir)).not.toContain('postgres.new');
});

it('leaves a folder alone that holds files but no database', async () => {
  const dataDir = await emptyFolder();
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'precious');
  const stores = openPostgres({ databaseUrl: null, dataDir, poolSize: 1 });
  await expect(stores).rejects.toThrow('holds files but no database');
  expect(readdirSync(join(dataDir, 'postgres'))).toEqual(['thesis.txt']);
});

it('says that the store is gone after it was closed, instead of hanging', async () => {
  const stores = await openPostgres({ databaseUrl: null, dataDir: await folder(), poolSize: 1 });
  await stores.close();
  await expect(stores.ping()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});

it('starts every connection with a clean session: no prepared statement, setting or transaction left behind', async () => {
  const embedded = await startEmbedded(null);
  const pool = embeddedPool(embedded);
  const database = createDatabase(pool);
  onTestFinished(async () => {
    await pool.end();
    await embedded.close();
  });
  const statement = { name: 'one', text: 'SELECT $1::int AS value', values: [1] };
  expect(await database.rows(statement)).toEqual([{ value: 1 }]);
  const client = await pool.connect();
  await client.query(`BEGIN; CREATE TABLE left_behind (); SET search_path = nowhere`);
  client.release(true);
  expect(await database.rows(statement)).toEqual([{ value: 1 }]);
  expect(
    await database.rows({ text: `SELECT to_regclass('left_behind') AS name, current_schema() AS schema` }),
  ).toEqual([{ name: null, schema: 'public' }]);
});
