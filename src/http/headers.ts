/** Headers that every answer carries, and cross-origin access for the configured origins only. */
import type { FastifyReply, FastifyRequest } from 'fastify';

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const PREFLIGHT_HEADERS = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type, x-api-key, x-request-id',
  'access-control-max-age': '600',
} as const;

/** For routes that answer with data and never with a page. */
export const DATA_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

type SetHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/** `*` in `origins` lets every origin in. Credentials are never allowed: keys travel in headers, not in cookies. */
export function createSetHeaders(origins: readonly string[]): SetHeaders {
  const anyOrigin = origins.includes('*');
  const allowed = new Set(origins);
  return (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (allowed.size === 0) return;
    reply.header('vary', 'origin');
    const { origin } = request.headers;
    if (origin === undefined || !(anyOrigin || allowed.has(origin))) return;
    reply.headers({
      'access-control-allow-origin': anyOrigin ? '*' : origin,
      'access-control-expose-headers': 'x-request-id, retry-after',
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (isPreflight(request)) reply.headers(PREFLIGHT_HEADERS);
  };
}

export function isPreflight(request: FastifyRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}
