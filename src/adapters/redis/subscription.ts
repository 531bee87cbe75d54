import type { Redis } from 'ioredis';
import type { RedisChangeBus } from './change-bus.ts';
import type { FaultReporter } from './faults.ts';

/** A subscriber sends nothing by itself, so only a ping shows that the other side is gone without a word. */
const HEARTBEAT_MS = 5_000;

export interface Subscription {
  /** Resolves when the channel was subscribed to for the first time. */
  readonly established: Promise<void>;
  active(): boolean;
  stop(): void;
}

/**
 * Keeps `subscriber` subscribed to the channel over reconnections. What was said between two subscriptions is lost,
 * so after each one the bus announces an interruption.
 */
export function followChannel(
  subscriber: Redis,
  channel: string,
  bus: Pick<RedisChangeBus, 'receive' | 'interrupted'>,
  faults: FaultReporter,
): Subscription {
  let active = false;
  const heartbeat = setInterval(() => {
    if (subscriber.status === 'ready') subscriber.ping().catch((error: unknown) => faults.report('receive', error));
  }, HEARTBEAT_MS);
  heartbeat.unref();

  subscriber.on('message', (_channel: string, json: string) => bus.receive(json));
  subscriber.on('close', () => {
    active = false;
  });
  const established = new Promise<void>((resolve) => {
    subscriber.on('ready', async () => {
      try {
        await subscriber.subscribe(channel);
        active = true;
        bus.interrupted();
        resolve();
      } catch (error) {
        faults.report('receive', error);
        // Without its subscription the connection is of no use; a new one tries again.
        subscriber.disconnect(true);
      }
    });
  });

  return { established, active: () => active, stop: () => clearInterval(heartbeat) };
}
