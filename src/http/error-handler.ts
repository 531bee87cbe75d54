import type { FastifyReply, FastifyRequest } from 'fastify';
import { TrustError } from '../domain/errors.ts';
import type { HttpDeps } from './deps.ts';
import { fromFramework } from './framework-errors.ts';
import { DATA_HEADERS } from './headers.ts';
import { PROBLEM_TYPE, problemHeaders, toProblem, toTrustError } from './problem.ts';

/** Answers every error as a problem document; an error of ours is logged whole and shown masked. */
export function createErrorHandler({ logger, metrics }: Pick<HttpDeps, 'logger' | 'metrics'>) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const trustError = toTrustError(fromFramework(error) ?? error);
    metrics.failed(trustError.code);
    if (trustError.code === 'INTERNAL') {
      const route = request.routeOptions.url ?? 'unknown';
      logger.error({ request_id: request.id, route, error: trustError.cause ?? trustError }, 'request failed');
    }
    // Fastify closes the connection on any error while reading a body; ours come after it was read whole.
    if (error instanceof TrustError) reply.removeHeader('connection');
    const problem = toProblem(trustError, request.id);
    reply
      .code(problem.status)
      .headers(DATA_HEADERS)
      .headers(problemHeaders(trustError.code))
      .header('content-type', PROBLEM_TYPE)
      // A string, so that Fastify does not serialize it again and cannot fail here.
      .send(JSON.stringify(problem));
  };
}
