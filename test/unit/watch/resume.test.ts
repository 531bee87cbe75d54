import { describe, expect, it } from 'vitest';
import { setUp, reader, takePositions } from './setup.ts';

const positions = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `p${from + index}`);

describe('watching changes from now on', () => {
  it('delivers what is committed right after the call, though nothing was pulled yet', async () => {
    const { watch, commit } = setUp();
    commit();
    const events = watch.changes(reader, {}, null);
    commit();
    commit();
    expect(await takePositions(events, 2)).toEqual(['p2', 'p3']);
  });

  it('delivers a change committed and announced while the end of the log was being looked up', async () => {
    const { watch, changeLog, begin, announce, commit } = setUp();
    commit();
    const early = begin();
    const change = early.commit();
    const events = watch.changes(reader, {}, null);
    // The log's end is p2 already, and only then does the announcement arrive.
    changeLog.beforeRead(() => {
      changeLog.beforeRead(null);
      announce(change);
    });
    expect(await takePositions(events, 1)).toEqual(['p2']);
    commit();
    expect(await takePositions(events, 1)).toEqual(['p3']);
  });

  it('delivers in the order of the log when a later transaction commits first', async () => {
    const { watch, begin, announce, commit } = setUp();
    commit();
    const events = watch.changes(reader, {}, null);
    const slow = begin();
    const fast = begin();
    announce(fast.commit());
    announce(slow.commit());
    expect(await takePositions(events, 2)).toEqual(['p2', 'p3']);
  });

  it('delivers what a rolled back transaction held back, though nobody announces it again', async () => {
    const { watch, begin, announce, poll } = setUp();
    const events = watch.changes(reader, {}, null);
    const doomed = begin();
    const pulled = takePositions(events, 1);
    announce(begin().commit());
    doomed.rollBack();
    poll();
    expect(await pulled).toEqual(['p2']);
  });

  it('delivers a change whose announcement was lost with the next poll, once', async () => {
    const { watch, begin, poll, announce, commit } = setUp();
    const events = watch.changes(reader, {}, null);
    commit();
    expect(await takePositions(events, 1)).toEqual(['p1']);
    const lost = begin().commit();
    poll();
    expect(await takePositions(events, 1)).toEqual(['p2']);
    announce(lost);
    commit();
    expect(await takePositions(events, 1)).toEqual(['p3']);
  });

  it('goes on after the log could not be read', async () => {
    const { watch, changeLog, commit, faults, poll } = setUp();
    const events = watch.changes(reader, {}, null);
    commit();
    expect(await takePositions(events, 1)).toEqual(['p1']);
    const failed = new Promise<void>((resolve) => {
      changeLog.beforeRead(() => {
        changeLog.beforeRead(null);
        resolve();
        throw new Error('The store is away.');
      });
    });
    commit();
    await failed;
    await expect.poll(() => faults.length).toBe(1);
    poll();
    expect(await takePositions(events, 1)).toEqual(['p2']);
  });
});

describe('resuming after a position', () => {
  it('delivers the gap over many pages, then goes live, without a gap or a duplicate', async () => {
    const { watch, commit } = setUp();
    for (let index = 0; index < 1_234; index += 1) commit();
    const events = watch.changes(reader, {}, 'p10');
    expect(await takePositions(events, 1_000)).toEqual(positions(11, 1_010));
    commit();
    expect(await takePositions(events, 225)).toEqual(positions(1_011, 1_235));
    commit();
    expect(await takePositions(events, 1)).toEqual(['p1236']);
  });

  it.each([0, 1, 2, 3, 5, 8])(
    'loses and repeats nothing when commits happen during every read (%i before others watch)',
    async (lead) => {
      const { watch, changeLog, commit } = setUp();
      for (let index = 0; index < 20; index += 1) commit();
      let others: AsyncIterableIterator<unknown> | null = null;
      let reads = 0;
      changeLog.beforeRead(() => {
        reads += 1;
        if (reads === lead) others = watch.changes(reader, {}, null);
        if (reads < 30) commit();
      });
      if (lead === 0) others = watch.changes(reader, {}, null);
      const events = watch.changes(reader, {}, 'p3');
      expect(await takePositions(events, 40)).toEqual(positions(4, 43));
      await others?.return?.();
      await events.return?.();
    },
  );

  it('loses nothing of a transaction that was open when a later one had been delivered elsewhere', async () => {
    const { watch, begin, announce, commit } = setUp();
    commit();
    const first = watch.changes(reader, {}, 'p1');
    const slow = begin();
    const pulled = takePositions(first, 1);
    announce(begin().commit());
    announce(slow.commit());
    const [seen = ''] = await pulled;
    await first.return?.();
    // Whatever was seen first, everything else comes after it.
    expect(seen).toBe('p2');
    expect(await takePositions(watch.changes(reader, {}, seen), 1)).toEqual(['p3']);
  });

  it('from the newest position waits for the next change', async () => {
    const { watch, commit } = setUp();
    commit();
    const events = watch.changes(reader, {}, 'p1');
    const pulled = takePositions(events, 1);
    commit();
    expect(await pulled).toEqual(['p2']);
  });

  it('from a position that another process already delivered and this one has not read yet', async () => {
    const { watch, begin, commit } = setUp();
    commit();
    const others = watch.changes(reader, {}, null);
    commit();
    expect(await takePositions(others, 1)).toEqual(['p2']);
    begin().commit();
    begin().commit();
    const events = watch.changes(reader, {}, 'p3');
    expect(await takePositions(events, 1)).toEqual(['p4']);
    expect(await takePositions(others, 2)).toEqual(['p3', 'p4']);
    commit();
    expect(await takePositions(events, 1)).toEqual(['p5']);
    expect(await takePositions(others, 1)).toEqual(['p5']);
  });

  it.each([
    ['what no log wrote', 'garbage'],
    ['a position in the future', 'p999'],
  ])('rejects %s', async (_, position) => {
    const { watch, commit, active } = setUp();
    commit();
    const events = watch.changes(reader, {}, position);
    await expect(events.next()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(active.count).toBe(0);
  });

  it.each(['', 'x'.repeat(129)])('refuses what cannot be a position before it opens anything', (position) => {
    const { watch, active } = setUp();
    expect(() => watch.changes(reader, {}, position)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(active.count).toBe(0);
  });
});

it('reads the log once for all subscribers of a tenant', async () => {
  const { watch, changeLog, commit } = setUp();
  const subscriptions = Array.from({ length: 50 }, () => watch.changes(reader, {}, null));
  commit();
  await Promise.all(subscriptions.map((events) => takePositions(events, 1)));
  const before = changeLog.reads();
  commit();
  await Promise.all(subscriptions.map((events) => takePositions(events, 1)));
  expect(changeLog.reads() - before).toBeLessThanOrEqual(2);
});
