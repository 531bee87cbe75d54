import { probeShape } from '../../contract/operations.ts';
import type { PublicRoute } from './route.ts';

export const liveRoute: PublicRoute = {
  method: 'GET',
  path: '/api/health/live',
  operationId: 'isLive',
  tag: 'operations',
  summary: 'Whether the process runs. Looks at nothing else, so that a sick store restarts nobody.',
  access: 'public',
  responses: { 200: { description: 'It runs.', shape: probeShape } },
  errors: [],
  handle: async () => ({ status: 200, body: { status: 'up' } }),
};
