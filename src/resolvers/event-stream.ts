/** The source of a subscription. */
import type { GraphqlContext } from './context.ts';
import { renewLoaders } from './loaders.ts';

/**
 * Passes events on and forgets what was loaded before each of them: the context lives as long as the subscription,
 * and a loader that did too would answer every event with the facts of the first. Not a generator: its `return`
 * would wait for the next event, and an abandoned subscription would never be released.
 */
export function eventStream<T>(context: GraphqlContext, source: AsyncIterableIterator<T>): AsyncIterableIterator<T> {
  const stream: AsyncIterableIterator<T> = {
    async next() {
      const result = await source.next();
      renewLoaders(context);
      return result;
    },
    async return(value?: unknown) {
      await source.return?.();
      return { done: true, value };
    },
    async throw(error: unknown) {
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
