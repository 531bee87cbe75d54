import { describe, expect, it } from 'vitest';
import type { TrendBucket } from '../../../src/domain/ports/history-store.ts';
import { trendOf } from '../../../src/services/trend-of.ts';
import { userRef } from '../../support/states.ts';

const HOUR = 3_600_000;
const bucket = (hour: number, mean: number, samples = 1): TrendBucket => ({
  at: hour * HOUR,
  samples,
  mean,
  min: mean - 0.01,
  max: mean + 0.01,
  last: mean,
  low: 0,
  high: 1,
  confidence: 0.5,
});
const trend = (...buckets: TrendBucket[]) =>
  trendOf(userRef('ada'), { from: 0, to: 24 * HOUR, bucketMs: HOUR }, buckets, null);

describe('trends', () => {
  it('say nothing about a window without points', () => {
    expect(trend()).toMatchObject({ statistics: null, direction: 'UNKNOWN', volatility: 0 });
  });

  it('weigh the mean by samples and span the extremes', () => {
    const { statistics } = trend(bucket(1, 0.4, 1), bucket(2, 0.8, 3));
    expect(statistics?.samples).toBe(4);
    expect(statistics?.mean).toBeCloseTo(0.7, 12);
    expect(statistics).toMatchObject({ min: 0.39, max: 0.81, first: 0.4, last: 0.8 });
    expect(statistics?.change).toBeCloseTo(0.4, 12);
  });

  it.each([
    ['IMPROVING', [0.4, 0.5, 0.6]],
    ['DECLINING', [0.9, 0.7, 0.2]],
    ['STABLE', [0.5, 0.505, 0.5]],
    ['STABLE', [0.5]],
  ] as const)('point %s for %j', (direction, means) => {
    expect(trend(...means.map((mean, hour) => bucket(hour, mean))).direction).toBe(direction);
  });

  it('take their direction from the whole window, not from one odd bucket at its end', () => {
    const falling = [0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.5];
    expect(trend(...falling.map((mean, hour) => bucket(hour, mean))).direction).toBe('DECLINING');
  });

  it('count volatility as the mean step between neighbours', () => {
    expect(trend(bucket(0, 0.5), bucket(1, 0.7), bucket(2, 0.5)).volatility).toBeCloseTo(0.2, 12);
  });
});
