/**
 * Rows that may be written a little later: history samples, the decision log. They are gathered, written in batches in
 * order, and kept while the store is away, up to a bound; beyond it the oldest are dropped and counted.
 */
export interface WriteBehind<Row> {
  add(row: Row): void;
  /** Resolves when this row is written; rejects when writing it failed. */
  addAndWait(row: Row): Promise<void>;
  /** Writes what is waiting. Resolves even when the store is away. */
  flush(): Promise<void>;
  waiting(): number;
}

export interface WriteBehindDeps<Row> {
  readonly write: (rows: readonly Row[]) => Promise<void>;
  readonly maxBatch: number;
  readonly maxWaiting: number;
  /** Calls back once after a delay: a timer in the engine, a hand crank in tests. */
  readonly later: (run: () => void) => void;
  readonly onDropped: (count: number) => void;
  readonly onError: (error: unknown) => void;
}

interface Waiting<Row> {
  readonly row: Row;
  readonly settle: ((error: unknown) => void) | null;
}

export function createWriteBehind<Row>(deps: WriteBehindDeps<Row>): WriteBehind<Row> {
  const queue: Waiting<Row>[] = [];
  let isScheduled = false;
  let writing: Promise<void> = Promise.resolve();

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    deps.later(() => {
      isScheduled = false;
      void flush();
    });
  };

  const writeAll = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, deps.maxBatch);
      try {
        await deps.write(batch.map(({ row }) => row));
        for (const { settle } of batch) settle?.(null);
      } catch (error) {
        deps.onError(error);
        for (const { settle } of batch) settle?.(error);
        // Whoever waited has heard; the others' rows go back to the front and are tried again later.
        queue.unshift(...batch.filter(({ settle }) => settle === null));
        schedule();
        return;
      }
    }
  };

  // Writes follow one another: one under way may have started before the newest row came, so one more goes after it.
  const flush = (): Promise<void> => {
    writing = writing.then(writeAll);
    return writing;
  };

  const push = (entry: Waiting<Row>): void => {
    queue.push(entry);
    if (queue.length > deps.maxWaiting) {
      const dropped = queue.shift();
      dropped?.settle?.(new Error('dropped: too many rows are waiting to be written'));
      deps.onDropped(1);
    }
  };

  return {
    add(row) {
      push({ row, settle: null });
      schedule();
    },
    addAndWait(row) {
      return new Promise((resolve, reject) => {
        push({ row, settle: (error) => (error === null ? resolve() : reject(error)) });
        void flush();
      });
    },
    flush,
    waiting: () => queue.length,
  };
}
