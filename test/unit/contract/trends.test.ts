import { describe, expect, test } from 'vitest';
import { parseDuration, parseTrendRequest } from '../../../src/contract/trends.ts';
import { faultPaths } from './fault-paths.ts';

const alice = { entity_id: 'alice' };

describe('a duration', () => {
  test.each([
    ['1s', 1000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', '5', 'm', '0m', '-5m', '5.5m', '5 m', '5M', '05m', 'PT5M', '1e3s', '9999999999s', '5m\n', '٥m'])(
    'not %j',
    (text) => expect(parseDuration(text)).toBeNull(),
  );
});

describe('a trend request', () => {
  test('is the last day in steps of five minutes unless it says otherwise', () => {
    expect(parseTrendRequest(alice, {})).toEqual({
      entity: { type: 'user', id: 'alice' },
      windowMs: 86_400_000,
      bucketMs: 300_000,
    });
  });

  test('never holds more than 2000 buckets, asked for or by default', () => {
    expect(faultPaths(() => parseTrendRequest(alice, { window: '90d', bucket: '5m' }))).toEqual(['bucket']);
    expect(parseTrendRequest(alice, { window: '2000m', bucket: '1m' }).bucketMs).toBe(60_000);
    for (const window of ['1s', '4m', '1h', '6d', '7d', '30d', '90d']) {
      const { windowMs, bucketMs } = parseTrendRequest(alice, { window });
      expect(windowMs / bucketMs).toBeGreaterThanOrEqual(1);
      expect(windowMs / bucketMs).toBeLessThanOrEqual(2000);
    }
  });

  test('lists every fault of path and query', () => {
    const query = { window: '91d', bucket: 'x', entity_type: 'robot' };
    expect(faultPaths(() => parseTrendRequest({ entity_id: 'a\nb' }, query))).toEqual([
      'bucket',
      'entity_id',
      'entity_type',
      'window',
    ]);
    expect(faultPaths(() => parseTrendRequest(alice, { window: '1h', bucket: '2h' }))).toEqual(['bucket']);
    expect(faultPaths(() => parseTrendRequest(alice, { window: ['1h', '2h'] }))).toEqual(['window']);
  });
});
