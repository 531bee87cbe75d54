/**
 * Events on their way to one subscriber: pushed by the engine, pulled by the subscriber. Bounded: a subscriber that
 * falls behind is ended with OVERLOADED after what it has waiting, so that it resumes from its last position and
 * nothing is dropped in silence.
 */
import { TrustError } from '../../domain/errors.ts';

export interface EventQueue<T> {
  readonly events: AsyncIterableIterator<T>;
  /** Events that share a position: all of them are taken in, or the subscription ends before the first. */
  push(events: readonly T[]): void;
  /** Ends the subscription with an error, after the events that wait. */
  fail(error: unknown): void;
  isOpen(): boolean;
  /** Resolves when half of the capacity is free, or the subscription has ended. */
  room(): Promise<void>;
}

interface Pull<T> {
  readonly resolve: (result: IteratorResult<T>) => void;
  readonly reject: (error: unknown) => void;
}

/** `onEnd` is called once, as soon as nothing more can be pushed. */
export function createEventQueue<T>(options: { readonly capacity: number; readonly onEnd: () => void }): EventQueue<T> {
  const { capacity, onEnd } = options;
  let waiting: T[] = [];
  let pulls: Pull<T>[] = [];
  let roomSeekers: (() => void)[] = [];
  let isOpen = true;
  let failure: { readonly error: unknown } | null = null;

  const giveRoom = (): void => {
    if (isOpen && waiting.length > capacity / 2) return;
    const seekers = roomSeekers;
    roomSeekers = [];
    for (const seeker of seekers) seeker();
  };

  const end = (reason: { readonly error: unknown } | null): void => {
    if (!isOpen) return;
    isOpen = false;
    failure = reason;
    onEnd();
    giveRoom();
    const open = pulls;
    pulls = [];
    for (const pull of open) {
      if (failure === null) pull.resolve({ done: true, value: undefined });
      else pull.reject(takeFailure());
    }
  };

  // The error ends the iteration once; a pull after it finds the end, as with any iterator.
  const takeFailure = (): unknown => {
    const error = failure?.error;
    failure = null;
    return error;
  };

  /** The subscriber is gone: nothing that waits will be read. */
  const abandon = (): void => {
    end(null);
    waiting = [];
    failure = null;
  };

  const events: AsyncIterableIterator<T> = {
    next: () => {
      const [event] = waiting;
      if (event !== undefined) {
        waiting.shift();
        giveRoom();
        return Promise.resolve({ done: false, value: event });
      }
      if (failure !== null) return Promise.reject(takeFailure());
      if (!isOpen) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve, reject) => pulls.push({ resolve, reject }));
    },
    return: (value?: unknown) => {
      abandon();
      return Promise.resolve({ done: true, value });
    },
    throw: (error: unknown) => {
      abandon();
      return Promise.reject(error);
    },
    [Symbol.asyncIterator]: () => events,
  };

  return {
    events,
    push: (events) => {
      if (!isOpen) return;
      if (waiting.length + events.length - pulls.length > capacity) return end({ error: overflow(capacity) });
      for (const event of events) {
        const pull = pulls.shift();
        if (pull === undefined) waiting.push(event);
        else pull.resolve({ done: false, value: event });
      }
    },
    fail: (error) => end({ error }),
    isOpen: () => isOpen,
    room: () =>
      new Promise((resolve) => {
        roomSeekers.push(resolve);
        giveRoom();
      }),
  };
}

function overflow(capacity: number): TrustError {
  return new TrustError(
    'OVERLOADED',
    `More than ${capacity} events waited to be taken. Resume after the position of the last event received.`,
  );
}
