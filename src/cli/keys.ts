/** `trust keys`: API keys straight in the store. A key is shown once, when it is made; only its hash is kept. */
import { randomUUID } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import { generateKey, hashKey } from '../auth/keys.ts';
import { loadConfig } from '../config/load.ts';
import type { ApiKeyRecord, ApiKeyStore } from '../domain/ports/api-key-store.ts';
import { ROLES, type Role } from '../domain/principal.ts';
import { TrustError } from '../domain/errors.ts';
import { CommandError } from './failure.ts';

const DAY_MS = 86_400_000;

interface StoreOptions {
  readonly config?: string;
  readonly tenant?: string;
}

export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('Create, list and revoke API keys.');
  withStoreOptions(keys.command('create'))
    .description('Create a key and print it, once.')
    .requiredOption('-n, --name <name>', 'who or what will use it, 1 to 128 characters', asName)
    .requiredOption('-r, --role <role>', `one of ${ROLES.join(', ')}`, asRole)
    .option('--expires-in-days <days>', 'days until it stops working, 1 to 3650; never when left out', asDays)
    .action(async ({ name, role, expiresInDays, ...options }: CreateOptions) => {
      const key = generateKey();
      await withKeys(options, async (store, tenant) => {
        const createdAt = Date.now();
        const record: ApiKeyRecord = {
          id: randomUUID(),
          tenant,
          name,
          role,
          hash: hashKey(key),
          createdAt,
          expiresAt: expiresInDays === undefined ? null : createdAt + expiresInDays * DAY_MS,
          revokedAt: null,
        };
        await store.create(record);
        console.error(`Key ${record.id} for ${name}, role ${role}, tenant ${tenant}. It is not stored: keep it now.`);
      });
      console.log(key);
    });
  withStoreOptions(keys.command('list'))
    .description('List the keys of a tenant.')
    .action(async (options: StoreOptions) => {
      await withKeys(options, async (store, tenant) => {
        const records = await store.list(tenant);
        for (const record of records)
          console.log([record.id, record.role, stateOf(record, Date.now()), record.name].join('\t'));
        if (records.length === 0) console.error(`The tenant ${tenant} has no keys.`);
      });
    });
  withStoreOptions(keys.command('revoke'))
    .description('Revoke a key. Running servers forget it within seconds.')
    .argument('<id>', 'id of the key, from "trust keys list"')
    .action(async (id: string, options: StoreOptions) => {
      await withKeys(options, async (store, tenant) => {
        if (!(await store.revoke(tenant, id, Date.now())))
          throw new CommandError(`The tenant ${tenant} has no live key ${id}.`);
        console.log(`Revoked ${id}.`);
      });
    });
}

interface CreateOptions extends StoreOptions {
  readonly name: string;
  readonly role: Role;
  readonly expiresInDays?: number;
}

function withStoreOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'settings file')
    .option('-t, --tenant <tenant>', 'tenant; the default one when left out');
}

async function withKeys(
  options: StoreOptions,
  work: (store: ApiKeyStore, tenant: string) => Promise<void>,
): Promise<void> {
  const { storage, tenant } = loadConfig({ file: options.config }).config;
  const { openPostgres } = await import('../adapters/postgres/open.ts');
  const stores = await openPostgres(storage).catch((error: unknown) => {
    if (!(error instanceof TrustError) || error.code !== 'CONFLICT') throw error;
    throw new CommandError(
      `${error.message}\nThe embedded database belongs to one process: stop the engine while keys are changed, or use PostgreSQL (DATABASE_URL), where keys can be changed at any time.`,
    );
  });
  try {
    await work(stores.apiKeys, options.tenant ?? tenant.default);
  } finally {
    await stores.close();
  }
}

export function stateOf({ revokedAt, expiresAt }: ApiKeyRecord, now: number): 'live' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live';
}

function asRole(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) throw new InvalidArgumentError(`Expected one of ${ROLES.join(', ')}.`);
  return role;
}

function asName(text: string): string {
  if (!/^[^\p{Cc}]{1,128}$/u.test(text)) throw new InvalidArgumentError('Expected 1 to 128 printable characters.');
  return text;
}

function asDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new InvalidArgumentError('Expected a whole number from 1 to 3650.');
  return days;
}
