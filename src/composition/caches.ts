/** The state cache and the bus: in memory on one machine, Redis behind memory on many. */
import { createMemoryChangeBus } from '../adapters/memory/change-bus.ts';
import { createLayeredStateCache } from '../adapters/memory/layered-state-cache.ts';
import { createMemoryStateCache } from '../adapters/memory/state-cache.ts';
import type { Config } from '../config/config.ts';
import type { ChangeBus } from '../domain/ports/change-bus.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { StateCache } from '../domain/ports/state-cache.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';

export interface Caches {
  readonly cache: StateCache;
  readonly bus: ChangeBus;
  /** Checks Redis; `null` when everything is in memory. */
  readonly ping: (() => Promise<void>) | null;
  close(): Promise<void>;
}

export async function openCaches(
  { cache: { redisUrl, ttlSeconds, maxEntries } }: Config,
  { clock, logger, metrics }: { readonly clock: Clock; readonly logger: Logger; readonly metrics: Metrics },
): Promise<Caches> {
  const faults = metrics.instruments.busFaults;
  const onFault = (error: unknown): void => {
    faults.labels('deliver').inc();
    logger.error({ error }, 'A listener on the bus failed.');
  };
  const near = createMemoryStateCache({ maxEntries, ttlSeconds, clock });
  if (redisUrl === null) {
    const bus = createMemoryChangeBus({ onFault });
    return { cache: near, bus, ping: null, close: () => bus.close() };
  }
  // Loaded only where it is used: the driver takes a tenth of a second to read.
  const { openRedis } = await import('../adapters/redis/open.ts');
  const redis = await openRedis({
    url: redisUrl,
    ttlSeconds,
    logger,
    onFault: (operation) => faults.labels(operation).inc(),
  });
  const cache = createLayeredStateCache({
    near,
    far: redis.cache,
    onInvalidation: (listener) => redis.onInvalidation(listener),
    isListening: () => redis.isListening(),
  });
  return {
    cache,
    bus: redis.bus,
    ping: () => redis.ping(),
    async close() {
      await cache.close();
      await redis.close();
    },
  };
}
