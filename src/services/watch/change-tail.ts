/**
 * Follows one tenant's change log for all of its subscribers in this process. The bus only says that there is something
 * to read: what is delivered comes from the log, in the log's order. Transactions commit and are announced in another
 * order than they are numbered in, and announcements may be lost; a subscriber that was given events straight from the
 * bus could end on a position behind which something is still to appear, and would never get it on resuming.
 */
import { TrustError } from '../../domain/errors.ts';
import type { Change, ChangeLog } from '../../domain/ports/change-bus.ts';
import { createAnnouncements } from './announcements.ts';
import { createLock } from './lock.ts';

const PAGE_SIZE = 200;

/** A subscriber as the tail sees it. */
export interface ChangeSink {
  push(change: Change): void;
  fail(error: unknown): void;
  isOpen(): boolean;
  /** Resolves when there is room for the events of a change, or the sink has closed. */
  room(): Promise<void>;
}

export interface ChangeTail {
  /** Delivers what is committed from now on. */
  joinNow(sink: ChangeSink): void;
  /** Delivers everything after the position, then goes on with what comes. Takes what is past at the sink's pace. */
  joinAfter(sink: ChangeSink, position: string): void;
  leave(sink: ChangeSink): void;
  isIdle(): boolean;
  /** The bus says that this change was committed. */
  announce(change: Change): void;
  /** Looks for what the bus did not announce. Called every second or so. */
  poll(): void;
}

/** `onFault` is told when the log could not be read; reading is tried again with the next announcement or poll. */
export function createChangeTail(deps: {
  readonly tenant: string;
  readonly changeLog: ChangeLog;
  readonly onFault: (error: unknown) => void;
}): ChangeTail {
  const { tenant, changeLog, onFault } = deps;
  const sinks = new Set<ChangeSink>();
  const joining = new Set<ChangeSink>();
  const fromNow = new WeakSet<ChangeSink>();
  const exclusively = createLock();
  const announcements = createAnnouncements(tenant, changeLog);
  let cursor: string | null = null;
  let hasStarted = false;
  let isStale = false;
  let isReading = false;

  const page = (after: string | null): Promise<readonly Change[]> => changeLog.after(tenant, after, PAGE_SIZE);

  /** Committed after a subscriber came, but already in the log when this tail looked for its end. */
  const deliverMissed = async (): Promise<void> => {
    for (const change of await announcements.before()) {
      for (const sink of sinks) if (fromNow.has(sink)) sink.push(change);
    }
  };

  const start = async (): Promise<void> => {
    if (hasStarted) return;
    cursor = await changeLog.head(tenant);
    announcements.startedAt(cursor);
    hasStarted = true;
    await deliverMissed();
  };

  /** Reads to the end of the log. `onChange` sees every change after it was delivered. */
  const advance = async (onChange: (change: Change) => void = () => undefined): Promise<void> => {
    await start();
    for (let changes = await page(cursor); changes.length > 0; changes = await page(cursor)) {
      for (const change of changes) {
        announcements.read(change);
        for (const sink of sinks) sink.push(change);
        onChange(change);
        cursor = change.position;
      }
      if (changes.length < PAGE_SIZE) break;
    }
    await deliverMissed();
  };

  const wake = (): void => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    void (async () => {
      try {
        while (isStale && sinks.size + joining.size > 0) {
          isStale = false;
          await exclusively(() => advance());
        }
      } catch (error) {
        onFault(error);
      } finally {
        isReading = false;
      }
    })();
  };

  /** Delivers from `position` to the end of the log as it is now; returns the last position delivered. */
  const catchUp = async (sink: ChangeSink, position: string): Promise<string> => {
    let at = position;
    while (sink.isOpen()) {
      const changes = await page(at);
      for (const change of changes) {
        await sink.room();
        sink.push(change);
        at = change.position;
      }
      if (changes.length < PAGE_SIZE) break;
    }
    return at;
  };

  /** Brings a sink that is at `position` and this tail to the same place. The caller holds the lock. */
  const meet = async (sink: ChangeSink, position: string): Promise<void> => {
    await start();
    let at = position;
    while (at !== cursor && sink.isOpen()) {
      const changes = await page(at);
      for (const change of changes) {
        if (at === cursor) break;
        sink.push(change);
        at = change.position;
      }
      if (at !== cursor && changes.length < PAGE_SIZE) {
        // The sink is ahead of the tail, or nowhere in this log.
        let isMet = false;
        await advance((change) => {
          if (isMet) sink.push(change);
          isMet ||= change.position === at;
        });
        if (!isMet) throw unknownPosition();
        break;
      }
    }
    if (sink.isOpen()) sinks.add(sink);
  };

  return {
    joinNow: (sink) => {
      fromNow.add(sink);
      sinks.add(sink);
      wake();
    },
    joinAfter: (sink, position) => {
      joining.add(sink);
      void (async () => {
        try {
          const at = await catchUp(sink, position);
          await exclusively(() => meet(sink, at));
          wake();
        } catch (error) {
          sink.fail(error);
        } finally {
          joining.delete(sink);
        }
      })();
    },
    leave: (sink) => {
      sinks.delete(sink);
      joining.delete(sink);
    },
    isIdle: () => sinks.size + joining.size === 0,
    announce: (change) => {
      announcements.add(change);
      wake();
    },
    poll: () => {
      announcements.tick();
      wake();
    },
  };
}

function unknownPosition(): TrustError {
  const message = 'This position is not in the change log. Subscribe without it to go on from now.';
  return new TrustError('BAD_USER_INPUT', message, { faults: [{ path: 'after', message }] });
}
