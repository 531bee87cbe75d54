/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/domain/ports/clock.ts';

export interface FakeClock extends Clock {
  advance(ms: number): void;
  set(at: number): void;
}

export function createFakeClock(start: number = Date.UTC(2026, 5, 1, 12)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
    set(at) {
      now = at;
    },
  };
}
