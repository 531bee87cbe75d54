/** Runs one piece of asynchronous work at a time, in the order asked. A failure is its caller's and stops no other. */
export function createLock(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const previous = last;
    const current = (async () => {
      await previous.catch(() => undefined);
      return work();
    })();
    last = current.catch(() => undefined);
    return current;
  };
}
