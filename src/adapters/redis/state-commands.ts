/**
 * The few commands that the state cache needs. On one server many keys go in one command or pipeline; in a Cluster
 * keys live on different nodes, where one command for several keys is refused, so each key has a command of its own
 * and all of them are under way at once. Either way it is one round trip.
 */
import { Cluster, type Redis, type Result } from 'ioredis';

export interface NewestWrite {
  readonly key: string;
  /** A stored revision above this one stays. */
  readonly overwrites: number;
  readonly value: string;
}

export interface StateCommands {
  read(keys: readonly string[]): Promise<readonly (string | null)[]>;
  /** Writes each value with its time to live unless a newer revision is stored. Rejects when one of them failed. */
  keepNewest(writes: readonly NewestWrite[], ttlSeconds: number): Promise<void>;
  remove(key: string): Promise<void>;
}

declare module 'ioredis' {
  interface RedisCommander<Context> {
    keepNewest(key: string, overwrites: number, value: string, ttlSeconds: number): Result<number, Context>;
  }
}

// Compares and writes in one step, so that two processes cannot pass each other. 16 digits hold every safe integer.
const KEEP_NEWEST = `
local stored = tonumber(string.match(redis.call('GETRANGE', KEYS[1], 0, 15), '^%d+') or '')
if stored and stored > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
`;

export function createStateCommands(client: Redis | Cluster): StateCommands {
  client.defineCommand('keepNewest', { numberOfKeys: 1, lua: KEEP_NEWEST });
  const remove = async (key: string): Promise<void> => {
    await client.del(key);
  };

  if (client instanceof Cluster) {
    return {
      read: (keys) => Promise.all(keys.map((key) => client.get(key))),
      keepNewest: async (writes, ttlSeconds) => {
        await Promise.all(
          writes.map(({ key, overwrites, value }) => client.keepNewest(key, overwrites, value, ttlSeconds)),
        );
      },
      remove,
    };
  }
  return {
    read: (keys) => client.mget([...keys]),
    keepNewest: async (writes, ttlSeconds) => {
      const pipeline = client.pipeline();
      for (const { key, overwrites, value } of writes) pipeline.keepNewest(key, overwrites, value, ttlSeconds);
      for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    },
    remove,
  };
}
