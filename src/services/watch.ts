/** Subscriptions: who may watch what, how many at once, and from where. Delivery itself is in `watch/`. */
import { requirePermission } from '../auth/permissions.ts';
import type { Decision } from '../domain/decision.ts';
import { TrustError } from '../domain/errors.ts';
import type { Change, ChangeBus, ChangeLog } from '../domain/ports/change-bus.ts';
import { createChangeTail, type ChangeTail } from './watch/change-tail.ts';
import { createEventQueue } from './watch/event-queue.ts';
import { changeFilter, decisionFilter, entityFilter, indicatorFilter } from './watch/filters.ts';
import type { IndicatorEvent, WatchService } from './services.ts';

export interface WatchDeps {
  readonly bus: ChangeBus;
  readonly changeLog: ChangeLog;
  readonly limits: {
    readonly maxSubscriptions: number;
    /** Events that may wait for one subscriber before it is ended; 1,000 unless told. */
    readonly maxWaiting?: number;
  };
  /** +1 when a subscription begins, -1 when it ends. */
  readonly onSubscriptions?: (step: 1 | -1) => void;
  /** The change log could not be read; subscribers wait for the next attempt. */
  readonly onFault?: (error: unknown) => void;
  /**
   * Runs something every second or so until the returned function is called; used while anyone watches changes.
   * It heals what lost bus messages would delay: without it a change that nobody announced is delivered with the
   * next one that is.
   */
  readonly repeat?: (run: () => void) => () => void;
}

const MAX_WAITING = 1_000;
const MAX_POSITION_LENGTH = 128;

/**
 * A subscription begins with the call, not with the first pull, and lasts until the iterator is returned or thrown
 * into, or it ends by itself: a caller that never pulls must still return it.
 */
export function createWatchService(deps: WatchDeps): WatchService {
  const { bus, changeLog, limits, onSubscriptions = () => undefined, onFault = () => undefined } = deps;
  const tails = new Map<string, ChangeTail>();
  const decisionListeners = new Map<string, Set<(decision: Decision) => void>>();
  let active = 0;
  let stopPolling: (() => void) | undefined;

  bus.subscribe((event) => {
    if (event.kind === 'change') tails.get(event.change.entity.tenant)?.announce(event.change);
    else if (event.kind === 'decision')
      for (const tell of decisionListeners.get(event.decision.entity.tenant) ?? []) tell(event.decision);
  });
  const poll = (): void => {
    for (const tail of tails.values()) tail.poll();
  };

  const openQueue = <T>(onEnd: () => void) => {
    if (active >= limits.maxSubscriptions) {
      throw new TrustError('OVERLOADED', `All ${limits.maxSubscriptions} subscriptions of this process are taken.`);
    }
    active += 1;
    onSubscriptions(1);
    return createEventQueue<T>({
      capacity: limits.maxWaiting ?? MAX_WAITING,
      onEnd: () => {
        active -= 1;
        onSubscriptions(-1);
        onEnd();
      },
    });
  };

  const tailOf = (tenant: string): ChangeTail => {
    const known = tails.get(tenant);
    if (known !== undefined) return known;
    const tail = createChangeTail({ tenant, changeLog, onFault });
    tails.set(tenant, tail);
    stopPolling ??= deps.repeat?.(poll);
    return tail;
  };

  const dropIdle = (tenant: string, tail: ChangeTail): void => {
    if (!tail.isIdle() || tails.get(tenant) !== tail) return;
    tails.delete(tenant);
    if (tails.size > 0) return;
    stopPolling?.();
    stopPolling = undefined;
  };

  /** Events made of the tenant's changes by `eventsOf`. */
  const follow = <T>(tenant: string, after: string | null, eventsOf: (change: Change) => readonly T[]) => {
    checkPosition(after);
    const queue = openQueue<T>(() => {
      tail.leave(sink);
      dropIdle(tenant, tail);
    });
    const sink = {
      push: (change: Change) => queue.push(eventsOf(change)),
      fail: queue.fail,
      isOpen: queue.isOpen,
      room: queue.room,
    };
    const tail = tailOf(tenant);
    if (after === null) tail.joinNow(sink);
    else tail.joinAfter(sink, after);
    return queue.events;
  };

  return {
    changes: (caller, filter, after) => {
      requirePermission(caller, 'scores:read');
      const isWanted = changeFilter(filter);
      return follow(caller.tenant, after, (change) => (isWanted(change) ? [change] : []));
    },

    indicators: (caller, filter, after) => {
      requirePermission(caller, 'scores:read');
      const isWatched = entityFilter(filter);
      const isWanted = indicatorFilter(filter.indicators);
      return follow<IndicatorEvent>(caller.tenant, after, ({ position, entity, at, indicators }) =>
        isWatched(entity) ? indicators.filter(isWanted).map((raised) => ({ ...raised, position, entity, at })) : [],
      );
    },

    decisions: (caller, filter) => {
      requirePermission(caller, 'history:read');
      const isWanted = decisionFilter(filter);
      const { tenant } = caller;
      const listeners = decisionListeners.get(tenant) ?? new Set();
      const tell = (decision: Decision): void => {
        if (isWanted(decision)) queue.push([decision]);
      };
      const queue = openQueue<Decision>(() => {
        listeners.delete(tell);
        if (listeners.size === 0 && decisionListeners.get(tenant) === listeners) decisionListeners.delete(tenant);
      });
      decisionListeners.set(tenant, listeners.add(tell));
      return queue.events;
    },
  };
}

/** Only the store can read a position; what cannot be one is refused before anything is opened. */
function checkPosition(after: string | null): void {
  if (after === null || (after.length > 0 && after.length <= MAX_POSITION_LENGTH)) return;
  const message = `Must be a position of an earlier event, 1 to ${MAX_POSITION_LENGTH} characters.`;
  throw new TrustError('BAD_USER_INPUT', `after: ${message}`, { faults: [{ path: 'after', message }] });
}
