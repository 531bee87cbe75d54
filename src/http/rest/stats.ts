import type { z } from 'zod';
import { statsShape } from '../../contract/operations.ts';
import type { ProtectedRoute } from './route.ts';

type Stats = z.output<typeof statsShape>;

export const statsRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/stats',
  operationId: 'statistics',
  tag: 'operations',
  summary: 'The figures of /api/metrics as JSON.',
  access: 'metrics:read',
  responses: { 200: { description: 'Every metric with its values.', shape: statsShape } },
  errors: [],
  async handle(_caller, _call, { metrics }) {
    const body: Stats = { metrics: [] };
    for (const metric of await metrics.registry.getMetricsAsJSON()) {
      body.metrics.push({
        name: metric.name,
        type: String(metric.type),
        help: metric.help,
        values: metric.values.map((value) => ({
          name: 'metricName' in value && typeof value.metricName === 'string' ? value.metricName : metric.name,
          labels: withoutGaps(value.labels),
          value: Number.isFinite(value.value) ? value.value : null,
        })),
      });
    }
    return { status: 200, body };
  },
};

function withoutGaps(labels: Readonly<Record<string, string | number | undefined>>): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(labels)) if (value !== undefined) kept[name] = value;
  return kept;
}
