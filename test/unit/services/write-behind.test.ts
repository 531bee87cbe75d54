import { describe, expect, it } from 'vitest';
import { createWriteBehind } from '../../../src/services/write-behind.ts';

function behind(
  write: (rows: readonly number[]) => Promise<void>,
  overrides: { maxBatch?: number; maxWaiting?: number } = {},
) {
  const dropped: number[] = [];
  const errors: unknown[] = [];
  const timers: (() => void)[] = [];
  const log = createWriteBehind<number>({
    write,
    maxBatch: overrides.maxBatch ?? 10,
    maxWaiting: overrides.maxWaiting ?? 100,
    later: (run) => timers.push(run),
    onDropped: (count) => dropped.push(count),
    onError: (error) => errors.push(error),
  });
  return { log, dropped, errors, timers };
}

describe('write-behind', () => {
  it('writes rows in order, in batches, with one timer for all that wait', async () => {
    const written: (readonly number[])[] = [];
    const { log, timers } = behind(async (rows) => void written.push(rows), { maxBatch: 2 });
    for (const row of [1, 2, 3]) log.add(row);
    expect(timers).toHaveLength(1);
    await log.flush();
    expect(written).toEqual([[1, 2], [3]]);
  });

  it('keeps rows while the store is away and writes them in order when it is back', async () => {
    const written: number[] = [];
    let isAway = true;
    const { log, errors, timers } = behind(async (rows) => {
      if (isAway) throw new Error('away');
      written.push(...rows);
    });
    log.add(1);
    log.add(2);
    await log.flush();
    expect(errors).toHaveLength(1);
    log.add(3);
    isAway = false;
    timers.at(-1)?.();
    await log.flush();
    expect(written).toEqual([1, 2, 3]);
  });

  it('a row that is waited for settles with its write, and is not tried again when it failed', async () => {
    let isAway = true;
    const written: number[] = [];
    const { log } = behind(async (rows) => {
      if (isAway) throw new Error('away');
      written.push(...rows);
    });
    await expect(log.addAndWait(1)).rejects.toThrow('away');
    isAway = false;
    await log.addAndWait(2);
    expect(written).toEqual([2]);
  });

  it('drops the oldest beyond its bound and counts them', async () => {
    const written: number[] = [];
    const { log, dropped } = behind(async (rows) => void written.push(...rows), { maxWaiting: 2 });
    for (const row of [1, 2, 3]) log.add(row);
    await log.flush();
    expect(written).toEqual([2, 3]);
    expect(dropped).toEqual([1]);
  });
});
