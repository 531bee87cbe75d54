import { describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../../src/services/ingest/group-commit.ts';

/** A store that commits when told to, so that a test decides what arrives meanwhile. */
function heldStore() {
  const commits: { items: readonly string[]; succeed: () => void; fail: (error: Error) => void }[] = [];
  let wake: (() => void) | null = null;
  return {
    commits,
    commit: (items: readonly string[]) =>
      new Promise<readonly string[]>((resolve, reject) => {
        commits.push({ items, succeed: () => resolve(items.map((item) => `done ${item}`)), fail: reject });
        wake?.();
      }),
    async started(count: number): Promise<void> {
      while (commits.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
  };
}

function group(store: ReturnType<typeof heldStore>, maxItems = 100) {
  return createGroupCommit<string, string>({
    commit: store.commit,
    maxItems,
    groupOf: (item) => item[0] ?? '',
    maxWaiting: 5,
    fullError: () => new Error('full'),
    closedError: () => new Error('closed'),
  });
}

describe('group commit', () => {
  it('what arrives during a transaction shares the next one, and everyone gets their own results', async () => {
    const store = heldStore();
    const commits = group(store);
    const first = commits.submit(['a1']);
    await store.started(1);
    const [second, third] = [commits.submit(['a2', 'a3']), commits.submit(['a4'])];
    store.commits[0]?.succeed();
    await store.started(2);
    expect(store.commits[1]?.items).toEqual(['a2', 'a3', 'a4']);
    store.commits[1]?.succeed();
    expect(await Promise.all([first, second, third])).toEqual([['done a1'], ['done a2', 'done a3'], ['done a4']]);
  });

  it('never mixes groups in a transaction nor lets a later submission of a group overtake an earlier one', async () => {
    const store = heldStore();
    const commits = group(store, 2);
    const all = [commits.submit(['a0'])];
    await store.started(1);
    for (const items of [['a1'], ['b1'], ['a2', 'a3'], ['a4']]) all.push(commits.submit(items));
    for (let i = 0; i < 5; i += 1) {
      await store.started(i + 1);
      store.commits[i]?.succeed();
      if (i === store.commits.length - 1 && store.commits.flatMap(({ items }) => items).length === 6) break;
    }
    await Promise.all(all);
    const order = store.commits.map(({ items }) => items.join(' '));
    expect(order.every((items) => new Set(items.split(' ').map((item) => item[0])).size === 1)).toBe(true);
    const ofA = store.commits.flatMap(({ items }) => items).filter((item) => item.startsWith('a'));
    expect(ofA).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  });

  it('refuses more than may wait, and takes work again once there is room', async () => {
    const store = heldStore();
    const commits = group(store);
    const all = [commits.submit(['a0'])];
    await store.started(1);
    all.push(commits.submit(['a1', 'a2', 'a3']));
    await expect(commits.submit(['a4', 'a5', 'a6'])).rejects.toThrow('full');
    store.commits[0]?.succeed();
    await store.started(2);
    all.push(commits.submit(['a7', 'a8', 'a9']));
    store.commits[1]?.succeed();
    await store.started(3);
    store.commits[2]?.succeed();
    expect((await Promise.all(all)).flat()).toHaveLength(7);
  });

  it('a failing submission fails alone', async () => {
    const commits = createGroupCommit<string, string>({
      commit: (items) => (items.includes('bad') ? Promise.reject(new Error('bad item')) : Promise.resolve(items)),
      maxItems: 100,
      groupOf: () => '',
      maxWaiting: 5,
      fullError: () => new Error('full'),
      closedError: () => new Error('closed'),
    });
    const settled = await Promise.allSettled([commits.submit(['x']), commits.submit(['bad']), commits.submit(['y'])]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('draining waits for what was taken and refuses what comes later', async () => {
    const store = heldStore();
    const commits = group(store);
    const taken = commits.submit(['a1']);
    await store.started(1);
    let isDrained = false;
    const drained = commits.drain().then(() => (isDrained = true));
    await expect(commits.submit(['a2'])).rejects.toThrow('closed');
    expect(isDrained).toBe(false);
    store.commits[0]?.succeed();
    expect(await taken).toEqual(['done a1']);
    await drained;
    expect(isDrained).toBe(true);
  });
});
