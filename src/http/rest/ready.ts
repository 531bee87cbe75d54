import { probeShape } from '../../contract/operations.ts';
import type { PublicRoute } from './route.ts';

export const readyRoute: PublicRoute = {
  method: 'GET',
  path: '/api/health/ready',
  operationId: 'isReady',
  tag: 'operations',
  summary: 'Whether traffic should be sent here.',
  access: 'public',
  responses: {
    200: { description: 'Yes.', shape: probeShape },
    503: { description: 'Not now.', shape: probeShape },
  },
  errors: [],
  async handle(_call, { services }) {
    const ready = await services.health.ready();
    return ready ? { status: 200, body: { status: 'up' } } : { status: 503, body: { status: 'down' } };
  },
};
