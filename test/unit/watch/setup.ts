/** A watch service over a bus and a log in memory, and commits that happen step by step. */
import { createMemoryChangeBus } from '../../../src/adapters/memory/change-bus.ts';
import type { Change } from '../../../src/domain/ports/change-bus.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { createWatchService, type WatchDeps } from '../../../src/services/watch.ts';
import { createMemoryChangeLog } from '../../support/memory-change-log.ts';
import { changeOf, userRef } from '../../support/states.ts';

export const reader: Principal = { id: 'key', tenant: 'acme', role: 'reader' };

export function setUp(limits: Partial<WatchDeps['limits']> = {}) {
  const bus = createMemoryChangeBus();
  const changeLog = createMemoryChangeLog();
  const polls = new Set<() => void>();
  const active = { count: 0 };
  const faults: unknown[] = [];
  const watch = createWatchService({
    bus,
    changeLog,
    limits: { maxSubscriptions: 100, ...limits },
    onSubscriptions: (step) => {
      active.count += step;
    },
    onFault: (error) => faults.push(error),
    repeat: (run) => {
      polls.add(run);
      return () => polls.delete(run);
    },
  });
  let revision = 0;
  const begin = (id = 'ada', more: Partial<Change> = {}, tenant = 'acme') => {
    revision += 1;
    const { position: _, ...change } = changeOf(userRef(id, tenant), revision, more);
    return changeLog.begin(change);
  };
  const announce = (change: Change) => void bus.publish([{ kind: 'change', change }]);
  const commit = (id?: string, more?: Partial<Change>, tenant?: string): Change => {
    const change = begin(id, more, tenant).commit();
    announce(change);
    return change;
  };
  const poll = () => polls.forEach((run) => run());
  return { bus, changeLog, watch, active, faults, polls, begin, announce, commit, poll };
}

export async function take<T>(events: AsyncIterableIterator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const result = await events.next();
    if (result.done === true) break;
    taken.push(result.value);
  }
  return taken;
}

export async function takePositions(events: AsyncIterableIterator<Change>, count: number): Promise<string[]> {
  return (await take(events, count)).map(({ position }) => position);
}
