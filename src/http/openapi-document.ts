/** The OpenAPI 3.1 document, made from the route descriptors and the shapes that requests are parsed with. */
import { z } from 'zod';
import { problemShape } from '../contract/operations.ts';
import { bulkErrorShape, calculateResponseShape, decisionResponseShape, trendShape } from '../contract/responses.ts';
import { calculateShape } from '../contract/assess.ts';
import { signalSchema } from '../contract/signal.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { problemHeaders, statusOf } from './problem.ts';
import { isPublic, type ResponseDoc, type Route } from './rest/route.ts';

type Json = Record<string, unknown>;

/** Version of the wire contract, not of the package: rises with what callers can see. */
const API_VERSION = '1.0.0';

/** Shapes that are named in the document, so that generated clients name them too. */
const COMPONENTS: readonly (readonly [name: string, shape: z.ZodType, io: 'input' | 'output'])[] = [
  ['CalculateRequest', calculateShape, 'input'],
  ['Assessment', calculateResponseShape, 'output'],
  ['BulkError', bulkErrorShape, 'output'],
  ['Decision', decisionResponseShape, 'output'],
  ['Trend', trendShape, 'output'],
  ['Signal', signalSchema, 'input'],
  ['Problem', problemShape, 'output'],
];

export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: toOperation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trust scoring engine',
      version: API_VERSION,
      description:
        'Signals in, explained trust scores and policy decisions out. Errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'trust', description: 'Scores, decisions and trends.' },
      { name: 'signals', description: 'What the engine learns from.' },
      { name: 'operations', description: 'Health, figures and this document.' },
    ],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(COMPONENTS.map(([name, shape, io]) => [name, toSchema(shape, io, true)])),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key.' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
}

function toOperation(route: Route): Json {
  const parameters = [
    ...toParameters(route.pathShape, 'path'),
    ...toParameters(route.queryShape, 'query'),
    ...toParameters(route.headerShape, 'header'),
  ];
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(isPublic(route) ? { security: [] } : { description: accessText(route.access) }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.bodyShape && {
      requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.bodyShape, 'input') } } },
    }),
    responses: toResponses(route),
  };
}

function accessText(access: string): string {
  return access === 'any' ? 'Needs any valid key.' : `Needs the permission ${access}.`;
}

function toResponses(route: Route): Json {
  const responses: Json = {};
  for (const [status, response] of Object.entries(route.responses)) responses[status] = toResponse(response);
  for (const code of errorsOf(route)) {
    const status = String(statusOf(code));
    const known = responses[status] as { description: string; content?: Json } | undefined;
    const retry = 'retry-after' in problemHeaders(code);
    responses[status] = {
      description: known ? `${known.description} ${code}` : code,
      ...(retry && { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }),
      content: { ...known?.content, 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

function errorsOf(route: Route): ReadonlySet<ErrorCode> {
  return new Set<ErrorCode>([
    ...(route.bodyShape ? (['BAD_USER_INPUT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
    ...(isPublic(route) ? [] : (['UNAUTHENTICATED', 'FORBIDDEN', 'UNAVAILABLE'] as const)),
    ...route.errors,
    'INTERNAL',
  ]);
}

function toResponse({ description, shape, contentType = 'application/json' }: ResponseDoc): Json {
  return shape === null
    ? { description }
    : { description, content: { [contentType]: { schema: toSchema(shape, 'output') } } };
}

function toParameters(shape: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): Json[] {
  if (!shape) return [];
  return Object.entries(shape.shape).map(([name, value]) => {
    const { description, ...schema } = toSchema(value as z.ZodType, 'input');
    const required = place === 'path' || !(value as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description !== undefined && { description }), schema };
  });
}

function toSchema(shape: z.ZodType, io: 'input' | 'output', inline = false): Json {
  const named = inline ? undefined : COMPONENTS.find(([, component]) => component === shape);
  if (named) return { $ref: `#/components/schemas/${named[0]}` };
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema, path }) => {
      const nested: z.core.$ZodType = zodSchema;
      const component = path.length > 0 ? COMPONENTS.find(([, candidate]) => candidate === nested) : undefined;
      if (!component) return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      jsonSchema.$ref = `#/components/schemas/${component[0]}`;
    },
  });
  return schema;
}
