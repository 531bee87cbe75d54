import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Ids that are safe in a log line, a header and a problem document. */
const SANE = /^[\w.:-]{1,128}$/;

/** The caller's `X-Request-Id` when it is sane, so that a request can be followed across systems; else a new UUID. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
