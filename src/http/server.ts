/**
 * The HTTP server: what is common to every request. Routes are under `rest/`, GraphQL beside it; each is registered
 * in a scope of its own, so that neither's hooks reach the other.
 */
import { fastify, type FastifyInstance } from 'fastify';
import { TrustError } from '../domain/errors.ts';
import { createAccessLog } from './access-log.ts';
import type { HttpDeps } from './deps.ts';
import { createErrorHandler } from './error-handler.ts';
import { answerBrokenRequest } from './framework-errors.ts';
import { registerGraphql } from './graphql.ts';
import { createSetHeaders, isPreflight } from './headers.ts';
import { parseJsonBody } from './json-body.ts';
import { createKnownPaths } from './known-paths.ts';
import { requestIdOf } from './request-id.ts';
import { registerRest } from './rest/register.ts';
import { attachWebSocket } from './websocket.ts';

/** An id of 256 characters, each up to 4 UTF-8 bytes of 3 characters when percent-encoded. */
const PATH_PARAMETER_LENGTH_MAX = 256 * 4 * 3;

export function createHttpServer(deps: HttpDeps): FastifyInstance {
  const { config, metrics, logger } = deps;
  const handleError = createErrorHandler({ logger, metrics });
  const app: FastifyInstance = fastify({
    bodyLimit: config.server.bodyLimitBytes,
    requestTimeout: config.server.requestTimeoutSeconds * 1000,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    genReqId: requestIdOf,
    frameworkErrors: (error, request, reply) => {
      setHeaders(request, reply);
      handleError(error, request, reply);
    },
    clientErrorHandler: answerBrokenRequest,
  });

  const setHeaders = createSetHeaders(config.server.corsOrigins);
  const paths = createKnownPaths();
  app.addHook('onRoute', ({ url, method }) => paths.add(url, [method].flat()));
  app.addHook('onRequest', (request, reply, done) => {
    setHeaders(request, reply);
    if (isPreflight(request)) reply.code(204).send();
    else done();
  });
  app.addHook('onResponse', createAccessLog({ logger, metrics }));

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, body: string) =>
    parseJsonBody(body),
  );
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) => {
    const allowed = paths.methodsOf(request.raw.url ?? '');
    if (allowed.length === 0) throw new TrustError('NOT_FOUND', 'There is nothing at this path.');
    reply.header('allow', allowed.join(', '));
    if (request.method === 'OPTIONS') return reply.code(204).send();
    throw new TrustError('METHOD_NOT_ALLOWED', `This path takes ${allowed.join(', ')}.`);
  });

  void app.register(async (scope) => registerRest(scope, deps));
  registerGraphql(app, deps);
  const webSocket = attachWebSocket(app.server, deps);
  app.addHook('preClose', () => webSocket.close());
  return app;
}
