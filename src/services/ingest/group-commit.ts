/**
 * Group commit: requests that arrive while a transaction is under way share the next one. One transaction at a time
 * a process keeps locks short and lets load make batches larger instead of slower.
 */
export interface GroupCommit<Item, Result> {
  /** Resolves with a result per item, in order, once they are committed. */
  submit(items: readonly Item[]): Promise<readonly Result[]>;
  /** Refuses further work and resolves when everything submitted is settled. */
  drain(): Promise<void>;
}

interface Submission<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface GroupCommitDeps<Item, Result> {
  /** Commits all items or none. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** A single submission larger than this still goes as one transaction. */
  readonly maxItems: number;
  /** Only submissions of one group share a transaction; all items of a submission are of one group. */
  readonly groupOf: (item: Item) => string;
  /** Items that may wait; a store that can't keep up must not fill the memory. A first submission always goes. */
  readonly maxWaiting: number;
  /** What a submission is refused with: after `drain`, and when too much is waiting. */
  readonly closedError: () => Error;
  readonly fullError: () => Error;
}

export function createGroupCommit<Item, Result>(deps: GroupCommitDeps<Item, Result>): GroupCommit<Item, Result> {
  const waiting: Submission<Item, Result>[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup(waiting, deps);
      await settle(group, deps.commit);
    }
    running = null;
  };

  return {
    submit(items) {
      if (closed) return Promise.reject(deps.closedError());
      if (items.length === 0) return Promise.resolve([]);
      const backlog = waiting.reduce((sum, submission) => sum + submission.items.length, 0);
      if (backlog > 0 && backlog + items.length > deps.maxWaiting) return Promise.reject(deps.fullError());
      return new Promise((resolve, reject) => {
        waiting.push({ items, resolve, reject });
        running ??= run();
      });
    },
    async drain() {
      closed = true;
      await running;
    },
  };
}

function takeGroup<Item, Result>(
  waiting: Submission<Item, Result>[],
  { maxItems, groupOf }: Pick<GroupCommitDeps<Item, Result>, 'maxItems' | 'groupOf'>,
): Submission<Item, Result>[] {
  const [first, ...others] = waiting.splice(0);
  if (first === undefined) return [];
  const keyOf = ({ items }: Submission<Item, Result>): string | null =>
    items[0] === undefined ? null : groupOf(items[0]);
  const key = keyOf(first);
  const group = [first];
  let size = first.items.length;
  for (const submission of others) {
    if (keyOf(submission) === key && size + submission.items.length <= maxItems) {
      size += submission.items.length;
      group.push(submission);
    } else {
      // Left in order for the next transaction; once one of this group had to wait, later ones may not overtake it.
      waiting.push(submission);
      if (keyOf(submission) === key) size = Infinity;
    }
  }
  return group;
}

/** Commits a group together; when that fails, every submission by itself, so that one bad caller can't harm the others. */
async function settle<Item, Result>(
  group: readonly Submission<Item, Result>[],
  commit: GroupCommitDeps<Item, Result>['commit'],
): Promise<void> {
  try {
    const results = await commit(group.flatMap(({ items }) => items));
    let start = 0;
    for (const { items, resolve } of group) {
      resolve(results.slice(start, start + items.length));
      start += items.length;
    }
  } catch (error) {
    const [only] = group;
    if (group.length === 1 && only !== undefined) {
      only.reject(error);
      return;
    }
    for (const submission of group) await settle([submission], commit);
  }
}
