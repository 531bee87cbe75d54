/** Decayed counts: how often something was seen, with old sightings fading (half-life 120 days). */
import { decayFactor } from '../model/decay.ts';
import type { Counts, DecayedCount } from './profile.ts';

export const COUNT_HALF_LIFE_MS = 120 * 24 * 3_600_000;

/**
 * Counts are kept on the grid of the decay table. Off the grid, a key touched more often than once a step
 * (1.9 days) would round to "no time has passed" at every touch and never fade.
 */
const STEP_MS = COUNT_HALF_LIFE_MS / 64;

function gridPoint(at: number): number {
  return Math.floor(at / STEP_MS) * STEP_MS;
}

/** The count as of `at`, ≥ 0. */
export function weightAt(count: DecayedCount | undefined, at: number): number {
  if (count === undefined) return 0;
  return count.weight * decayFactor(gridPoint(at) - count.at, COUNT_HALF_LIFE_MS);
}

/** The count after `amount` more sightings at `at`. Weights are kept to three decimals to keep states small. */
export function addTo(count: DecayedCount | undefined, at: number, amount = 1): DecayedCount {
  const weight = weightAt(count, at) + amount;
  return { weight: Math.round(weight * 1000) / 1000, at: Math.max(gridPoint(at), count?.at ?? 0) };
}

/**
 * `counts` with one more sighting of each key, holding at most `keysMax` keys: the weakest of the others go first. The
 * result is built without the keys that go, never by deleting them: that would make it slow to copy ever after.
 */
export function addKeys(counts: Counts, keys: readonly string[], at: number, keysMax: number): Counts {
  if (keys.length === 0) return counts;
  const others = Object.keys(counts).filter((key) => !keys.includes(key));
  const excess = others.length + keys.length - keysMax;
  const dropped = excess > 0 ? weakest(counts, others, at, excess) : [];
  const next: Record<string, DecayedCount> = {};
  for (const key of others) {
    const count = counts[key];
    if (count !== undefined && !dropped.includes(key)) next[key] = count;
  }
  for (const key of keys) next[key] = addTo(counts[key], at);
  return next;
}

/** Ties fall to the key that sorts first, so that every machine drops the same one. */
function weakest(counts: Counts, keys: readonly string[], at: number, howMany: number): readonly string[] {
  return keys
    .map((key) => ({ key, weight: weightAt(counts[key], at) }))
    .toSorted((a, b) => a.weight - b.weight || (a.key < b.key ? -1 : 1))
    .slice(0, howMany)
    .map(({ key }) => key);
}
