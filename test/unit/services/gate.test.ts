import { describe, expect, it } from 'vitest';
import { createGate } from '../../../src/services/gate.ts';

describe('gate', () => {
  it('never lets more than its bound in, serves in order and refuses beyond the queue', async () => {
    const gate = createGate({ maxConcurrent: 2, maxQueued: 2 });
    const leave: (() => void)[] = [];
    const entered: number[] = [];
    const enter = (id: number) =>
      gate.run(async () => {
        entered.push(id);
        expect(gate.active()).toBeLessThanOrEqual(2);
        await new Promise<void>((resolve) => leave.push(resolve));
        return id;
      });
    const work = [enter(1), enter(2), enter(3), enter(4)];
    await expect(enter(5)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(entered).toEqual([1, 2]);
    leave.shift()?.();
    await work[0];
    leave.shift()?.();
    await work[1];
    while (leave.length < 2) await Promise.resolve();
    expect(entered).toEqual([1, 2, 3, 4]);
    for (const go of leave) go();
    expect(await Promise.all(work)).toEqual([1, 2, 3, 4]);
    expect(gate.active()).toBe(0);
  });

  it('a failing piece of work gives its place back', async () => {
    const gate = createGate({ maxConcurrent: 1, maxQueued: 0 });
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(() => Promise.resolve('yes'))).toBe('yes');
  });
});
