import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../src/observability/metrics.ts';
import { quantile } from '../../../src/observability/quantile.ts';
import { statsOf } from '../../../src/observability/stats.ts';

/** Operators' dashboards and alerts are built on these names: removing one is a breaking change. */
const PROMISED = [
  'http_request_duration_seconds',
  'nodejs_eventloop_lag_seconds',
  'process_resident_memory_bytes',
  'trust_build_info',
  'trust_bus_events_total',
  'trust_cache_hits_total',
  'trust_calculation_duration_seconds',
  'trust_calculations_total',
  'trust_concurrent_calculations',
  'trust_decisions_total',
  'trust_errors_total',
  'trust_ingest_duration_seconds',
  'trust_signals_total',
  'trust_storage_duration_seconds',
  'trust_storage_up',
  'trust_subscriptions_active',
];

describe('exposition', () => {
  test('has every promised metric, with help, from the first scrape on', async () => {
    const text = await createMetrics().exposition();
    for (const name of PROMISED) expect(text).toMatch(new RegExp(`^# HELP ${name} .+`, 'mu'));
  });

  test('two engines in one process count apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.answered('user', 'ok');
    expect(await one.exposition()).toContain('trust_calculations_total{entity_type="user",outcome="ok"} 1');
    expect(await other.exposition()).not.toContain('entity_type="user"');
  });

  test('recorded values appear under their labels', async () => {
    const metrics = createMetrics({ processMetrics: false, version: '1.2.3' });
    metrics.cacheRead('hit', 3);
    metrics.failed('BAD_USER_INPUT');
    metrics.decided('STEP_UP');
    metrics.signal('okta', 'accepted');
    metrics.subscribing(1);
    metrics.busEvent('change');
    metrics.request('GET', '/api/trust-score/:id/trends', 200, 0.004);
    metrics.stored('evidence', 'load', 'ok', 0.001);
    metrics.storageUp('postgres', true);
    metrics.storageUp('redis', false);
    const text = await metrics.exposition();
    for (const line of [
      'trust_cache_hits_total{result="hit"} 3',
      'trust_errors_total{code="BAD_USER_INPUT"} 1',
      'trust_decisions_total{decision="STEP_UP"} 1',
      'trust_signals_total{source="okta",status="accepted"} 1',
      'trust_subscriptions_active 1',
      'trust_bus_events_total{kind="change"} 1',
      'http_request_duration_seconds_count{method="GET",route="/api/trust-score/:id/trends",status="200"} 1',
      'trust_storage_duration_seconds_count{port="evidence",operation="load",outcome="ok"} 1',
      'trust_storage_up{component="postgres"} 1',
      'trust_storage_up{component="redis"} 0',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toMatch(/trust_build_info\{version="1\.2\.3",node_version="v\d+/u);
  });

  test('source names chosen by callers can not grow the number of series without end', async () => {
    const metrics = createMetrics({ processMetrics: false });
    for (let index = 0; index < 500; index += 1) metrics.signal(`source "${index}"\n x`, 'accepted');
    const { values } = await metrics.instruments.signals.get();
    expect(values.length).toBeLessThanOrEqual(51);
    expect(values.reduce((sum, { value }) => sum + value, 0)).toBe(500);
  });
});

describe('statistics', () => {
  test('before anything happened rates and percentiles are null, counts 0', async () => {
    expect(await statsOf(createMetrics())).toMatchObject({
      calculations: { total: 0, failed: 0 },
      calculation_ms: { p50: null, p95: null, p99: null },
      cache: { hits: 0, misses: 0, hit_rate: null },
      concurrent_requests: 0,
    });
  });

  test('add up over labels', async () => {
    const metrics = createMetrics();
    for (let index = 0; index < 99; index += 1) metrics.answered('user', 'ok');
    metrics.answered('device', 'error');
    for (const seconds of [0.000_2, 0.000_2, 0.000_2, 2]) metrics.instruments.calculationDuration.observe(seconds);
    metrics.cacheRead('hit', 9);
    metrics.cacheRead('miss');
    const stats = await statsOf(metrics);
    expect(stats.calculations).toEqual({ total: 100, by_entity_type: { user: 99, device: 1 }, failed: 1 });
    expect(stats.cache.hit_rate).toBe(0.9);
    expect(stats.calculation_ms.p50).toBeGreaterThan(0.1);
    expect(stats.calculation_ms.p50).toBeLessThan(0.25);
  });

  test('a percentile is spread inside its bucket and never beyond the last bound', () => {
    const buckets = [
      { upTo: 1, count: 50 },
      { upTo: 2, count: 90 },
      { upTo: Number.POSITIVE_INFINITY, count: 100 },
    ];
    expect(quantile(buckets, 0.25)).toBe(0.5);
    expect(quantile(buckets, 0.7)).toBe(1.5);
    expect(quantile(buckets, 0.99)).toBe(2);
    expect(quantile([], 0.5)).toBeNull();
  });
});
