import { z } from 'zod';
import { openApiDocument } from '../openapi-document.ts';
import type { PublicRoute, Route } from './route.ts';

/** Takes the other routes, because the document describes them and this one. */
export function createOpenApiRoute(others: readonly Route[]): PublicRoute {
  const route: PublicRoute = {
    method: 'GET',
    path: '/api/openapi.json',
    operationId: 'openapi',
    tag: 'operations',
    summary: 'This document.',
    access: 'public',
    responses: { 200: { description: 'OpenAPI 3.1.', shape: z.looseObject({ openapi: z.string() }) } },
    errors: [],
    handle: async () => ({ status: 200, body: text, contentType: 'application/json; charset=utf-8' }),
  };
  const text = JSON.stringify(openApiDocument([...others, route]));
  return route;
}
