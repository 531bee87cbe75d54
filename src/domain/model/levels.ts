/** Score to level: a pure function, lower bounds inclusive. */
import { TRUST_LEVELS, type TrustLevel } from '../entity.ts';
import type { ModelSettings } from './settings.ts';

export function levelOf(score: number, bounds: ModelSettings['levelBounds']): TrustLevel {
  let index = 0;
  for (const bound of bounds) if (score >= bound) index += 1;
  return TRUST_LEVELS[index] ?? 'VERY_HIGH';
}

export function levelRank(level: TrustLevel): number {
  return TRUST_LEVELS.indexOf(level);
}

/** The published level of an entity and, when its score already lies above it, since when. */
export interface PublishedLevel {
  readonly level: TrustLevel;
  readonly upSince: number | null;
}

/**
 * What subscribers are told: down at once, up only past the bound by a margin that held for a while, or at once after
 * explicit remediation. So a score that wanders around a bound publishes at most one change.
 */
export function publishLevel(
  previous: PublishedLevel | null,
  score: number,
  now: number,
  remediated: boolean,
  settings: ModelSettings,
): PublishedLevel {
  const level = levelOf(score, settings.levelBounds);
  if (previous === null || levelRank(level) <= levelRank(previous.level)) return { level, upSince: null };
  if (remediated) return { level, upSince: null };
  const safe = levelOf(score - settings.hysteresisMargin, settings.levelBounds);
  if (levelRank(safe) <= levelRank(previous.level)) return { level: previous.level, upSince: null };
  const upSince = previous.upSince ?? now;
  return now - upSince >= settings.hysteresisHoldMs
    ? { level: safe, upSince: null }
    : { level: previous.level, upSince };
}
