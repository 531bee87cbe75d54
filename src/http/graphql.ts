/**
 * GraphQL over HTTP at `/graphql`: JSON posts on a fast lane, everything else (GET, server-sent events, refusals)
 * through the full server. Credentials are checked before either, so both lanes see the same caller.
 */
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TrustError } from '../domain/errors.ts';
import type { GraphqlContext } from '../resolvers/context.ts';
import type { HttpDeps } from './deps.ts';
import { fromFramework } from './framework-errors.ts';
import { GRAPHIQL_HEADERS, graphiqlPage } from './graphiql.ts';
import { createContext } from './graphql-context.ts';
import { createErrorMapper } from './graphql-errors.ts';
import { createFastLane, loadCompiler } from './graphql-fast-lane.ts';
import { commonMediaType, isJson, isPlainJson, refusalMediaType, wantsPage } from './graphql-negotiation.ts';
import { hasJsonParameters, readPlainRequest } from './graphql-params.ts';
import { createEventStreams, type EventStreams } from './graphql-sse.ts';
import { GRAPHQL_PATH, yogaOnDemand, type TrustYoga } from './graphql-yoga.ts';
import { DATA_HEADERS } from './headers.ts';
import { problemHeaders, statusOf, toTrustError } from './problem.ts';

export function registerGraphql(fastify: FastifyInstance, deps: HttpDeps): void {
  const { services, authenticate } = deps;
  const yoga = yogaOnDemand(deps);
  const mapper = createErrorMapper(deps);
  const fastLane = createFastLane(mapper);
  const streams = createEventStreams();

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { accept, 'content-type': contentType } = request.headers;
    if (wantsPage(request.method, accept)) return reply.headers(GRAPHIQL_HEADERS).send(await graphiqlPage());
    const { headers, ip, id: requestId } = request;
    const principal = await authenticate({ headers, remoteAddress: request.socket.remoteAddress ?? ip });
    const context = createContext({ requestId, principal, services });
    reply.headers(DATA_HEADERS);

    const mediaType = commonMediaType(accept);
    const plain =
      request.method === 'POST' && mediaType && isPlainJson(contentType) ? readPlainRequest(request.body) : null;
    const body = plain && (await fastLane(plain, context));
    if (body) return reply.header('content-type', `${mediaType}; charset=utf-8`).send(body);
    return answerInFull({ yoga: await yoga(), streams }, request, reply, context);
  };

  // What the first requests would otherwise wait for; a failure is theirs to report.
  fastify.addHook('onListen', (done) => {
    Promise.all([yoga(), loadCompiler()]).catch(() => {});
    done();
  });
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // Taken as text whatever the type says: which types are taken is decided with the rest of the request.
    scope.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => body);
    scope.setErrorHandler((error, request, reply) => {
      const trustError = toTrustError(fromFramework(error) ?? error);
      const { code } = trustError;
      const formatted = mapper.toPublic(code === 'INTERNAL' ? trustError.cause : trustError, request.id).toJSON();
      reply
        .code(statusOf(code))
        .headers({ ...DATA_HEADERS, ...problemHeaders(code) })
        .header('content-type', `${refusalMediaType(request.headers.accept)}; charset=utf-8`)
        .send(JSON.stringify({ errors: [formatted] }));
    });
    scope.addHook('preClose', (done) => {
      streams.close();
      done();
    });
    scope.route({ method: ['GET', 'POST'], url: GRAPHQL_PATH, handler: answer });
  });
}

async function answerInFull(
  { yoga, streams }: { readonly yoga: TrustYoga; readonly streams: EventStreams },
  request: FastifyRequest,
  reply: FastifyReply,
  context: GraphqlContext,
): Promise<unknown> {
  const { method, headers, body } = request;
  const url = request.raw.url ?? GRAPHQL_PATH;
  if (method === 'POST' && !isJson(headers['content-type'])) {
    throw new TrustError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  }
  if (!hasJsonParameters(url)) {
    throw new TrustError('BAD_USER_INPUT', 'The parameters variables and extensions must be JSON.');
  }
  const response = await yoga.fetch(
    `http://localhost${url}`,
    {
      method,
      headers: Object.entries(headers).flatMap(([name, value]) =>
        typeof value === 'string' && name !== 'content-length' ? [[name, value] as [string, string]] : [],
      ),
      ...(method === 'POST' && { body: typeof body === 'string' ? body : '' }),
    },
    context,
  );
  reply.code(response.status);
  for (const [name, value] of response.headers) reply.header(name, value);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return reply.send(await response.text());
  // Node's types describe its own stream class twice; both are this one.
  return reply.send(response.body ? streams.open(response.body as NodeReadableStream) : '');
}
