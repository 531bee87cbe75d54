import type pg from 'pg';
import type { ApiKeys } from './api-keys.ts';

/** The Prisma client takes half a second to load and compile, so it waits until somebody comes with a key. */
export function createApiKeysOnDemand(pool: pg.Pool): ApiKeys {
  let loading: Promise<ApiKeys> | null = null;
  const load = (): Promise<ApiKeys> =>
    (loading ??= import('./api-keys.ts').then(({ createApiKeys }) => createApiKeys(pool)));
  return {
    store: {
      findByHash: async (hash) => (await load()).store.findByHash(hash),
      create: async (record) => (await load()).store.create(record),
      list: async (tenant) => (await load()).store.list(tenant),
      revoke: async (tenant, id, at) => (await load()).store.revoke(tenant, id, at),
    },
    close: async () => (await loading)?.close(),
  };
}
