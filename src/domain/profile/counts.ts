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

/** `counts` with one more sighting of each key, holding at most `keysMax` keys: the weakest of the others go first. */
export function addKeys(counts: Counts, keys: readonly string[], at: number, keysMax: number): Counts {
  if (keys.length === 0) return counts;
  const next: Record<string, DecayedCount> = { ...counts };
  for (const key of keys) next[key] = addTo(counts[key], at);
  let excess = Object.keys(next).length - keysMax;
  for (; excess > 0; excess -= 1) {
    const weakest = weakestKey(next, keys, at);
    if (weakest === null) break;
    delete next[weakest];
  }
  return next;
}

/** Ties fall to the key that sorts first, so that every machine drops the same one. */
function weakestKey(counts: Counts, kept: readonly string[], at: number): string | null {
  let weakest: string | null = null;
  let least = Infinity;
  for (const key of Object.keys(counts)) {
    if (kept.includes(key)) continue;
    const weight = weightAt(counts[key], at);
    if (weight < least || (weight === least && weakest !== null && key < weakest)) {
      weakest = key;
      least = weight;
    }
  }
  return weakest;
}
