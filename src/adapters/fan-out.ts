/**
 * Delivers events to the listeners of one process, for the buses of every technology. A listener that throws harms
 * neither the publisher nor the other listeners, and one that publishes does not overtake what is being delivered.
 */
import type { BusEvent } from '../domain/ports/change-bus.ts';

export interface FanOut {
  deliver(events: readonly BusEvent[]): void;
  /** The same function subscribed twice is two subscriptions. */
  subscribe(listener: (event: BusEvent) => void): () => void;
  close(): void;
}

/** `onFault` is told of every error a listener throws. */
export function createFanOut(onFault: (error: unknown) => void): FanOut {
  const subscriptions = new Set<{ readonly listener: (event: BusEvent) => void }>();
  const pending: BusEvent[] = [];
  let delivering = false;

  const deliverOne = (event: BusEvent): void => {
    // A set's iteration skips members deleted meanwhile, so nothing arrives after an unsubscribe.
    for (const { listener } of subscriptions) {
      try {
        listener(event);
      } catch (error) {
        onFault(error);
      }
    }
  };

  return {
    deliver: (events) => {
      for (const event of events) pending.push(event);
      if (delivering) return;
      delivering = true;
      try {
        for (const event of pending) deliverOne(event);
      } finally {
        pending.length = 0;
        delivering = false;
      }
    },
    subscribe: (listener) => {
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
      };
    },
    close: () => {
      subscriptions.clear();
      pending.length = 0;
    },
  };
}
