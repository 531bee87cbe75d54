/** The metrics as a small JSON object, for people and scripts without Prometheus. */
import type { Metrics } from './metrics.ts';
import { quantile, type Bucket } from './quantile.ts';

export interface Stats {
  readonly calculations: {
    readonly total: number;
    readonly by_entity_type: Readonly<Record<string, number>>;
    readonly failed: number;
  };
  /** Estimated from histogram buckets; `null` before the first calculation. */
  readonly calculation_ms: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
  readonly cache: { readonly hits: number; readonly misses: number; readonly hit_rate: number | null };
  readonly signals: Readonly<Record<string, number>>;
  readonly decisions: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly concurrent_requests: number;
  readonly subscriptions: number;
  readonly uptime_seconds: number;
  readonly memory_bytes: { readonly rss: number; readonly heap_used: number };
}

interface Sample {
  readonly value: number;
  readonly labels: Readonly<Partial<Record<string, string | number>>>;
  readonly metricName?: string | undefined;
}

export async function statsOf({ instruments }: Metrics): Promise<Stats> {
  const [calculations, durations, reads, signals, decisions, errors, under, subscriptions] = await Promise.all([
    instruments.calculations.get(),
    instruments.calculationDuration.get(),
    instruments.cacheReads.get(),
    instruments.signals.get(),
    instruments.decisions.get(),
    instruments.errors.get(),
    instruments.calculating.get(),
    instruments.subscriptions.get(),
  ]);
  const buckets = bucketsOf(durations.values);
  const milliseconds = (share: number): number | null => {
    const seconds = quantile(buckets, share);
    return seconds === null ? null : Math.round(seconds * 1e6) / 1e3;
  };
  const { hit = 0, miss = 0 } = sums(reads.values, 'result');
  const memory = process.memoryUsage();
  return {
    calculations: {
      total: total(calculations.values),
      by_entity_type: sums(calculations.values, 'entity_type'),
      failed: sums(calculations.values, 'outcome')['error'] ?? 0,
    },
    calculation_ms: { p50: milliseconds(0.5), p95: milliseconds(0.95), p99: milliseconds(0.99) },
    cache: { hits: hit, misses: miss, hit_rate: hit + miss === 0 ? null : hit / (hit + miss) },
    signals: sums(signals.values, 'status'),
    decisions: sums(decisions.values, 'decision'),
    errors: sums(errors.values, 'code'),
    concurrent_requests: total(under.values),
    subscriptions: total(subscriptions.values),
    uptime_seconds: Math.round(process.uptime()),
    memory_bytes: { rss: memory.rss, heap_used: memory.heapUsed },
  };
}

function total(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0);
}

function sums(samples: readonly Sample[], label: string): Record<string, number> {
  const result: Record<string, number> = {};
  for (const { value, labels } of samples) {
    const key = String(labels[label]);
    result[key] = (result[key] ?? 0) + value;
  }
  return result;
}

function bucketsOf(samples: readonly Sample[]): Bucket[] {
  return samples
    .filter(({ metricName }) => metricName?.endsWith('_bucket') === true)
    .map(({ value, labels }) => ({
      upTo: labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le']),
      count: value,
    }));
}
