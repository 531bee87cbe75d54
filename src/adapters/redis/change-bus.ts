/**
 * Changes and decisions to all processes. Listeners of this process are called directly, those of others over Redis;
 * a process ignores its own messages when Redis brings them back. Delivery is at most once: the sequence numbers of
 * each sender tell a receiver when it missed something, and it then says so instead of pretending.
 */
import { randomUUID } from 'node:crypto';
import type { EntityRef } from '../../domain/entity.ts';
import type { BusEvent, ChangeBus } from '../../domain/ports/change-bus.ts';
import type { Invalidation } from '../../domain/ports/state-cache.ts';
import { createFanOut } from '../fan-out.ts';
import type { Circuit, FaultReporter } from './faults.ts';
import { parseMessage, type BusMessage } from './message.ts';

/** Senders remembered; the one heard of first goes first. A forgotten sender costs one undetected loss at most. */
const MAX_ORIGINS = 1_024;

export interface RedisChangeBus extends ChangeBus {
  announceClear(entity: EntityRef): Promise<void>;
  onInvalidation(listener: (invalidation: Invalidation) => void): () => void;
  /** Takes a message as it came from Redis. */
  receive(json: string): void;
  /** Tells listeners that messages may have been lost. */
  interrupted(): void;
}

export function createRedisChangeBus(deps: {
  /** Sends a message to the channel of all processes. */
  readonly send: (json: string) => Promise<unknown>;
  readonly circuit: Circuit;
  readonly faults: FaultReporter;
}): RedisChangeBus {
  const { circuit, faults } = deps;
  const origin = randomUUID();
  const fanOut = createFanOut((error) => faults.report('deliver', error));
  const invalidationListeners = new Set<(invalidation: Invalidation) => void>();
  const sequences = new Map<string, number>();
  let sequence = 0;

  const tell = (invalidation: Invalidation): void => {
    for (const listener of invalidationListeners) {
      try {
        listener(invalidation);
      } catch (error) {
        faults.report('deliver', error);
      }
    }
  };

  // The number is taken even if the message cannot be sent: the next one then reveals the loss to the others.
  const send = async (events: readonly BusEvent[], cleared: readonly EntityRef[]): Promise<void> => {
    sequence += 1;
    const message: BusMessage = { origin, sequence, events, cleared };
    await circuit.attempt('publish', () => deps.send(JSON.stringify(message)), undefined);
  };

  const noteSequence = (message: BusMessage): 'next' | 'gap' | 'repeated' => {
    const last = sequences.get(message.origin);
    if (last !== undefined && message.sequence <= last) return 'repeated';
    if (last === undefined && sequences.size >= MAX_ORIGINS) {
      for (const oldest of sequences.keys()) {
        sequences.delete(oldest);
        break;
      }
    }
    sequences.set(message.origin, message.sequence);
    return last !== undefined && message.sequence > last + 1 ? 'gap' : 'next';
  };

  return {
    publish: async (events) => {
      if (events.length === 0) return;
      fanOut.deliver(events);
      await send(events, []);
    },
    subscribe: fanOut.subscribe,
    announceClear: (entity) => send([], [entity]),
    onInvalidation: (listener) => {
      invalidationListeners.add(listener);
      return () => {
        invalidationListeners.delete(listener);
      };
    },
    receive: (json) => {
      let message: BusMessage;
      try {
        message = parseMessage(json);
      } catch (error) {
        faults.report('receive', new Error('A message on the bus was not understood.', { cause: error }));
        return;
      }
      if (message.origin === origin) return;
      const place = noteSequence(message);
      if (place === 'repeated') return;
      if (place === 'gap') tell({ kind: 'everything' });
      for (const entity of message.cleared) tell({ kind: 'clear', entity });
      for (const event of message.events) {
        if (event.kind === 'decision') continue;
        const { entity, revision } = event.kind === 'change' ? event.change : event;
        tell({ kind: 'revision', entity, revision });
      }
      fanOut.deliver(message.events);
    },
    interrupted: () => tell({ kind: 'everything' }),
    close: async () => fanOut.close(),
  };
}
