/** Notes of the engine to itself, by key. */
import type { Database } from './pool.ts';
import { storable } from './text.ts';

export interface MetaStore {
  get(key: string): Promise<string | null>;
  /** Replaces the value. */
  set(key: string, value: string): Promise<void>;
}

export function createMetaStore(database: Database): MetaStore {
  return {
    async get(key) {
      const [row] = await database.rows<{ value: string }>({
        name: 'meta_get',
        text: 'SELECT value FROM meta WHERE key = $1',
        values: [storable(key)],
      });
      return row?.value ?? null;
    },
    async set(key, value) {
      await database.rows({
        name: 'meta_set',
        text: 'INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        values: [storable(key), value],
      });
    },
  };
}
