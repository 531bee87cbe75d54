import { z } from 'zod';
import type { ProtectedRoute } from './route.ts';

export const metricsRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/metrics',
  operationId: 'metrics',
  tag: 'operations',
  summary: 'Figures in the Prometheus text format.',
  access: 'metrics:read',
  responses: { 200: { description: 'Prometheus exposition.', shape: z.string(), contentType: 'text/plain' } },
  errors: [],
  async handle(_caller, _call, { metrics }) {
    return { status: 200, body: await metrics.exposition(), contentType: metrics.contentType };
  },
};
