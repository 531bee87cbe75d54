/** Puts the routes on the server. A route is closed unless its descriptor says `public`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requirePermission } from '../../auth/permissions.ts';
import type { Principal } from '../../domain/principal.ts';
import type { HttpDeps } from '../deps.ts';
import { DATA_HEADERS } from '../headers.ts';
import { isPublic, type ProtectedRoute, type RestAnswer, type RestCall } from './route.ts';
import { ROUTES } from './routes.ts';

export function registerRest(app: FastifyInstance, deps: HttpDeps): void {
  for (const route of ROUTES) {
    const { method } = route;
    const url = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    if (isPublic(route)) {
      app.route({
        method,
        url,
        handler: async (request, reply) => send(reply, await route.handle(toCall(request, reply), deps)),
      });
    } else {
      const callers = new WeakMap<FastifyRequest, Principal>();
      app.route({
        method,
        url,
        // Before the body is read: nobody without a right to the answer makes us parse megabytes.
        onRequest: async (request) => {
          callers.set(request, await admit(route, request, deps));
        },
        handler: async (request, reply) => {
          const caller = callers.get(request) ?? (await admit(route, request, deps));
          return send(reply, await route.handle(caller, toCall(request, reply), deps));
        },
      });
    }
  }
}

async function admit(route: ProtectedRoute, request: FastifyRequest, deps: HttpDeps): Promise<Principal> {
  const { headers, socket } = request.raw;
  const caller = await deps.authenticate({ headers, remoteAddress: socket.remoteAddress });
  if (route.access !== 'any') requirePermission(caller, route.access);
  return caller;
}

function toCall(request: FastifyRequest, reply: FastifyReply): RestCall {
  return {
    requestId: request.id,
    body: request.body,
    path: request.params as Record<string, string>,
    query: request.query,
    headers: request.headers,
    elapsedMs: () => Math.round(reply.elapsedTime * 1000) / 1000,
  };
}

function send(reply: FastifyReply, answer: RestAnswer): FastifyReply {
  reply.code(answer.status).headers(DATA_HEADERS);
  if (answer.body === null) return reply.send();
  if (typeof answer.body === 'string') {
    return reply.header('content-type', answer.contentType ?? 'text/plain; charset=utf-8').send(answer.body);
  }
  return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(answer.body));
}
