/** Wire shapes of what operators read: problems, health, statistics. */
import { z } from 'zod';
import { ERROR_CODES } from '../domain/errors.ts';

const componentStatus = z.enum(['up', 'degraded', 'down']);

export const problemShape = z
  .strictObject({
    type: z.string().meta({ description: 'Names the kind of problem; a URN.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ description: 'The request id, also in X-Request-Id and in the log.' }),
    code: z.enum(ERROR_CODES),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .meta({ description: 'Every fault with its path, such as requests.3.entity_id; empty when there is none.' }),
  })
  .meta({ description: 'A problem document (RFC 9457).' });

export const healthShape = z.strictObject({
  status: componentStatus,
  components: z.record(
    z.string(),
    z.strictObject({
      status: componentStatus,
      detail: z.string().nullable(),
      latency_ms: z.number().min(0).nullable(),
    }),
  ),
});

export const probeShape = z.strictObject({ status: z.enum(['up', 'down']) });

const count = z.number().min(0);
const counts = z.record(z.string(), count);
const milliseconds = z.number().min(0).nullable();

export const statsShape = z.strictObject({
  calculations: z.strictObject({ total: count, by_entity_type: counts, failed: count }),
  calculation_ms: z
    .strictObject({ p50: milliseconds, p95: milliseconds, p99: milliseconds })
    .meta({ description: 'Estimated from histogram buckets; null before the first calculation.' }),
  cache: z.strictObject({ hits: count, misses: count, hit_rate: z.number().min(0).max(1).nullable() }),
  signals: counts.meta({ description: 'By status: accepted, duplicate, rejected.' }),
  decisions: counts,
  errors: counts.meta({ description: 'By error code.' }),
  concurrent_requests: count,
  subscriptions: count,
  uptime_seconds: count,
  memory_bytes: z.strictObject({ rss: count, heap_used: count }),
});
