import type { z } from 'zod';
import { healthShape } from '../../contract/operations.ts';
import type { ProtectedRoute } from './route.ts';

export const healthRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/health',
  operationId: 'health',
  tag: 'operations',
  summary: 'The state of every component, checked now.',
  access: 'any',
  responses: {
    200: { description: 'The engine answers, if degraded.', shape: healthShape },
    503: { description: 'A component it cannot do without is down.', shape: healthShape },
  },
  errors: [],
  async handle(_caller, _call, { services }) {
    const { status, components } = await services.health.health();
    const body: z.output<typeof healthShape> = { status, components: {} };
    for (const [name, component] of Object.entries(components)) {
      body.components[name] = { status: component.status, detail: component.detail, latency_ms: component.latencyMs };
    }
    return { status: status === 'down' ? 503 : 200, body };
  },
};
