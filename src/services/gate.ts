/** A bound on work done at once, with a bounded queue behind it. Beyond both, callers hear OVERLOADED at once. */
import { TrustError } from '../domain/errors.ts';

export interface Gate {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Work under way now. */
  active(): number;
}

export function createGate({
  maxConcurrent,
  maxQueued,
}: {
  readonly maxConcurrent: number;
  readonly maxQueued: number;
}): Gate {
  let active = 0;
  const waiting: (() => void)[] = [];
  return {
    active: () => active,
    async run(work) {
      if (active >= maxConcurrent) {
        if (waiting.length >= maxQueued) {
          throw new TrustError('OVERLOADED', 'Too many calculations are waiting already; try again shortly.');
        }
        // The one who leaves hands its place over, so `active` never dips below and nobody can slip in between.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        active += 1;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) active -= 1;
        else next();
      }
    },
  };
}
