/** Databases for tests: new, migrated, empty, and gone afterwards. Needs the setup in `servers.ts`. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres, type PostgresStores } from '../../src/adapters/postgres/open.ts';

export interface TestStore {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Removes it; close what uses it first. */
  remove(): Promise<void>;
}

/** A database of its own on the test server. */
export async function createServerDatabase(): Promise<TestStore & { readonly databaseUrl: string }> {
  const url = required('TEST_DATABASE_URL');
  const name = `trust_${randomUUID().replaceAll('-', '')}`;
  await administer(url, `CREATE DATABASE ${name} TEMPLATE ${required('TEST_DATABASE_TEMPLATE')}`);
  const own = new URL(url);
  own.pathname = name;
  return {
    databaseUrl: own.href,
    dataDir: '',
    remove: () => administer(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** A data directory of its own for the embedded database. */
export async function createEmbeddedFolder(): Promise<TestStore & { readonly databaseUrl: null }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'trust-data-'));
  cpSync(required('TEST_EMBEDDED_TEMPLATE'), dataDir, { recursive: true });
  return {
    databaseUrl: null,
    dataDir,
    async remove() {
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs `suite` on both forms of the store, each on a new database. The stores are open inside tests and hooks. */
export function eachStore(
  title: string,
  suite: (stores: () => PostgresStores, kind: 'embedded' | 'server') => void,
): void {
  describe.each(['server', 'embedded'] as const)(`${title} (%s)`, (kind) => {
    let store: TestStore;
    let stores: PostgresStores;
    beforeAll(async () => {
      store = await (kind === 'server' ? createServerDatabase() : createEmbeddedFolder());
      stores = await openPostgres({ ...store, poolSize: 8 });
    });
    afterAll(async () => {
      await stores.close();
      await store.remove();
    });
    suite(() => stores, kind);
  });
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: this file belongs to the \`full\` project (see vitest.config.ts).`);
  return value;
}
