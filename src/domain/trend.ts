/** Scores over a window, and what they say. */
import type { EntityRef, TrustLevel } from './entity.ts';
import type { TrendBucket } from './ports/history-store.ts';

export interface TrendStatistics {
  readonly samples: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Population standard deviation of the bucket means. */
  readonly stddev: number;
  readonly first: number;
  readonly last: number;
  /** `last − first`. */
  readonly change: number;
}

/** The first moment at which the level changes by decay alone. */
export interface Forecast {
  readonly at: number;
  readonly level: TrustLevel;
  readonly score: number;
}

export const TREND_DIRECTIONS = ['IMPROVING', 'STABLE', 'DECLINING', 'UNKNOWN'] as const;
export type TrendDirection = (typeof TREND_DIRECTIONS)[number];

export interface Trend {
  readonly entity: EntityRef;
  readonly from: number;
  readonly to: number;
  readonly windowMs: number;
  readonly bucketMs: number;
  readonly buckets: readonly TrendBucket[];
  /** `null` when the window holds no point. */
  readonly statistics: TrendStatistics | null;
  readonly direction: TrendDirection;
  /** Mean absolute step between neighbouring bucket means, 0..1. */
  readonly volatility: number;
  readonly forecast: Forecast | null;
}
