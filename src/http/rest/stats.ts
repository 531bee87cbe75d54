import { statsShape } from '../../contract/operations.ts';
import { statsOf } from '../../observability/stats.ts';
import type { ProtectedRoute } from './route.ts';

export const statsRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/stats',
  operationId: 'statistics',
  tag: 'operations',
  summary: 'What the metrics come to: counts, cache hit rate, percentiles, memory.',
  access: 'metrics:read',
  responses: { 200: { description: 'Figures of this process since it started.', shape: statsShape } },
  errors: [],
  async handle(_caller, _call, { metrics }) {
    return { status: 200, body: await statsOf(metrics) };
  },
};
