/** One line and one measurement per request. Route patterns only: a URL holds ids. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpDeps } from './deps.ts';

/** Answers below 400 are logged at debug: at full load a line each would cost more than the answers. */
export function createAccessLog({ logger, metrics }: Pick<HttpDeps, 'logger' | 'metrics'>) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const route = request.routeOptions.url ?? 'unknown';
    const { statusCode, elapsedTime } = reply;
    metrics.request(request.method, route, statusCode, elapsedTime / 1000);
    const level = statusCode >= 400 ? 'info' : 'debug';
    if (logger.isLevelEnabled(level)) {
      logger[level](
        {
          request_id: request.id,
          method: request.method,
          route,
          status: statusCode,
          duration_ms: Math.round(elapsedTime * 1000) / 1000,
          ip: request.ip,
        },
        'request',
      );
    }
    done();
  };
}
