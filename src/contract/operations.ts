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

export const statsShape = z.strictObject({
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      help: z.string(),
      values: z.array(
        z.strictObject({
          name: z.string().meta({ description: 'Differs from the metric for the parts of a histogram.' }),
          labels: z.record(z.string(), z.union([z.string(), z.number()])),
          value: z.number().nullable().meta({ description: 'Null when the figure is not a number.' }),
        }),
      ),
    }),
  ),
});
