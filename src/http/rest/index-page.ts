import { z } from 'zod';
import type { PublicRoute } from './route.ts';

const LINKS = {
  graphql: '/graphql',
  openapi: '/api/openapi.json',
  health: '/api/health',
  metrics: '/api/metrics',
} as const;

export const indexRoute: PublicRoute = {
  method: 'GET',
  path: '/',
  operationId: 'index',
  tag: 'operations',
  summary: 'Where everything is.',
  access: 'public',
  responses: {
    200: {
      description: 'The name of the engine and the paths to start from.',
      shape: z.strictObject({
        name: z.string(),
        links: z.strictObject({ graphql: z.string(), openapi: z.string(), health: z.string(), metrics: z.string() }),
      }),
    },
  },
  errors: [],
  handle: async () => ({ status: 200, body: { name: 'Trust scoring engine', links: LINKS } }),
};
