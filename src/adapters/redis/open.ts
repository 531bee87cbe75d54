/**
 * The door to Redis: a state cache shared by all processes and a bus between them. Redis is a help, never a need:
 * with Redis away the engine starts and answers, reads are misses, and the connection is sought again with back-off.
 */
import { Redis, type RedisOptions } from 'ioredis';
import { TrustError } from '../../domain/errors.ts';
import type { ChangeBus } from '../../domain/ports/change-bus.ts';
import type { Invalidation, StateCache } from '../../domain/ports/state-cache.ts';
import { parseRedisUrl, type RedisAddress } from './address.ts';
import { createRedisChangeBus } from './change-bus.ts';
import { createCircuit, createFaultReporter, type RedisLogger, type RedisOperation } from './faults.ts';
import { MESSAGE_FORMAT } from './message.ts';
import { createRedisStateCache } from './state-cache.ts';
import { createStateCommands } from './state-commands.ts';
import { followChannel } from './subscription.ts';

export interface RedisAdapters {
  readonly cache: StateCache;
  readonly bus: ChangeBus;
  /** What other processes changed, for caches in this process's memory. Returns the removal of `listener`. */
  onInvalidation(listener: (invalidation: Invalidation) => void): () => void;
  /** Whether what other processes say arrives. Each return begins with the invalidation of everything. */
  isListening(): boolean;
  /** Rejects with UNAVAILABLE unless both connections work. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How long opening waits for a server that does not answer before it goes on without. */
const FIRST_CONNECTION_MS = 2_000;
/** Far above what Redis takes, so that only a server that is gone, or a stalled process of ours, gets there. */
const COMMAND_TIMEOUT_MS = 250;
/** A connection that owes an answer for this long is dead, and is made anew. */
const SOCKET_TIMEOUT_MS = 10_000;
const BACK_OFF_MAX_MS = 2_000;

/**
 * Resolves once Redis is connected, or after 2 s without it. Rejects for what waiting cannot mend: a malformed URL,
 * or a database number that the server does not have. `ttlSeconds`: 1 or more.
 */
export async function openRedis(options: {
  readonly url: string;
  readonly ttlSeconds: number;
  readonly logger: RedisLogger;
  /** Told of every fault, for counting. */
  readonly onFault?: (operation: RedisOperation) => void;
  /** When to give up on one command. */
  readonly commandTimeoutMs?: number;
}): Promise<RedisAdapters> {
  const { logger, ttlSeconds, onFault = () => undefined, commandTimeoutMs = COMMAND_TIMEOUT_MS } = options;
  const address = parseRedisUrl(options.url);
  const faults = createFaultReporter({ logger, onFault });
  const circuit = createCircuit(faults);

  const client = new Redis({ ...connection(address), db: address.database, commandTimeout: commandTimeoutMs });
  client.on('error', (error) => faults.report('connect', error));
  // Pub/sub knows no databases, so the number goes into the name: two deployments on one server must not mix.
  const channel = `trust:bus:${MESSAGE_FORMAT}:${address.database}`;
  const bus = createRedisChangeBus({ send: (json) => client.publish(channel, json), circuit, faults });
  const subscriber = new Redis(connection(address));
  subscriber.on('error', (error) => faults.report('connect', error));
  const subscription = followChannel(subscriber, channel, bus, faults);

  const close = async (): Promise<void> => {
    subscription.stop();
    await bus.close();
    await Promise.all([leave(client), leave(subscriber)]);
  };

  try {
    await firstConnection(client, subscription.established);
  } catch (error) {
    await close();
    throw error;
  }
  if (client.status === 'ready') logger.info({ host: address.host, database: address.database }, 'Connected to Redis.');

  return {
    cache: createRedisStateCache({
      commands: createStateCommands(client),
      circuit,
      faults,
      ttlSeconds,
      announceClear: bus.announceClear,
    }),
    bus,
    onInvalidation: bus.onInvalidation,
    isListening: subscription.active,
    ping: async () => {
      try {
        await client.ping();
      } catch (cause) {
        throw new TrustError('UNAVAILABLE', 'Redis does not answer.', { cause });
      }
      if (!subscription.active()) throw new TrustError('UNAVAILABLE', 'The subscription to the Redis bus is down.');
    },
    close,
  };
}

function connection(address: RedisAddress): RedisOptions {
  return {
    host: address.host,
    port: address.port,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: { servername: address.host } } : {}),
    connectTimeout: FIRST_CONNECTION_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    // Nothing waits in a queue for a server that is away: the caller has a store to ask.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    retryStrategy: (attempt) => Math.min(25 * 2 ** Math.min(attempt, 10), BACK_OFF_MAX_MS) * (0.75 + Math.random() / 2),
  };
}

/** Rejects when the server has no such database; ioredis would otherwise go on in database 0, which is another's. */
function firstConnection(client: Redis, subscribed: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, FIRST_CONNECTION_MS);
    client.on('error', (error: Error) => {
      if (!/DB index|select is not allowed/i.test(error.message)) return;
      client.disconnect();
      clearTimeout(timer);
      reject(new Error('The Redis server has no database of the number in the URL.', { cause: error }));
    });
    client.once('ready', async () => {
      await subscribed;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function leave(client: Redis): Promise<void> {
  try {
    if (client.status === 'ready') await client.quit();
  } catch {
    // It is going away either way.
  }
  client.disconnect();
}
