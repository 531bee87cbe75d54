/** Buckets to a trend: statistics, direction, volatility. Pure. */
import type { EntityRef } from '../domain/entity.ts';
import type { TrendBucket } from '../domain/ports/history-store.ts';
import type { Forecast, Trend, TrendDirection, TrendStatistics } from '../domain/trend.ts';

export interface TrendWindow {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
}

/** A change smaller than this over the window is noise, not a direction. */
const DIRECTION_MIN = 0.02;

export function trendOf(
  entity: EntityRef,
  { from, to, bucketMs }: TrendWindow,
  buckets: readonly TrendBucket[],
  forecast: Forecast | null,
): Trend {
  const statistics = statisticsOf(buckets);
  return {
    entity,
    from,
    to,
    windowMs: to - from,
    bucketMs,
    buckets,
    statistics,
    direction: directionOf(statistics, buckets),
    volatility: volatilityOf(buckets),
    forecast,
  };
}

function statisticsOf(buckets: readonly TrendBucket[]): TrendStatistics | null {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const samples = buckets.reduce((sum, bucket) => sum + bucket.samples, 0);
  const mean = buckets.reduce((sum, bucket) => sum + bucket.mean * bucket.samples, 0) / samples;
  const variance = buckets.reduce((sum, bucket) => sum + (bucket.mean - mean) ** 2, 0) / buckets.length;
  return {
    samples,
    mean,
    min: Math.min(...buckets.map(({ min }) => min)),
    max: Math.max(...buckets.map(({ max }) => max)),
    stddev: Math.sqrt(variance),
    first: first.mean,
    last: last.last,
    change: last.last - first.mean,
  };
}

/** By the least-squares line through the bucket means: robust against one odd bucket at either end. */
function directionOf(statistics: TrendStatistics | null, buckets: readonly TrendBucket[]): TrendDirection {
  if (statistics === null) return 'UNKNOWN';
  if (buckets.length === 1) return 'STABLE';
  const count = buckets.length;
  const start = buckets[0]?.at ?? 0;
  const xs = buckets.map(({ at }) => at - start);
  const span = xs.at(-1) ?? 0;
  const xMean = xs.reduce((sum, x) => sum + x, 0) / count;
  const yMean = buckets.reduce((sum, { mean }) => sum + mean, 0) / count;
  const covariance = buckets.reduce((sum, { mean }, i) => sum + ((xs[i] ?? 0) - xMean) * (mean - yMean), 0);
  const xVariance = xs.reduce((sum, x) => sum + (x - xMean) ** 2, 0);
  const rise = (covariance / xVariance) * span;
  if (Math.abs(rise) < DIRECTION_MIN) return 'STABLE';
  return rise > 0 ? 'IMPROVING' : 'DECLINING';
}

function volatilityOf(buckets: readonly TrendBucket[]): number {
  if (buckets.length < 2) return 0;
  let total = 0;
  let previous = buckets[0]?.mean ?? 0;
  for (const { mean } of buckets.slice(1)) {
    total += Math.abs(mean - previous);
    previous = mean;
  }
  return total / (buckets.length - 1);
}
