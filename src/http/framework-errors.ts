/** Errors that Fastify and Node raise before a handler runs, in our own words. */
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { TrustError } from '../domain/errors.ts';
import { PROBLEM_TYPE, toProblem } from './problem.ts';

/** `null` when the error is not one of Fastify's refusals, and so is ours. */
export function fromFramework(error: unknown): TrustError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new TrustError('PAYLOAD_TOO_LARGE', 'The body is larger than this server takes.', { cause: error });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new TrustError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.', { cause: error });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new TrustError('BAD_USER_INPUT', 'The body is not as long as Content-Length says.', { cause: error });
    case 'FST_ERR_BAD_URL':
      return new TrustError('BAD_USER_INPUT', 'The URL is not validly encoded.', { cause: error });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new TrustError('BAD_USER_INPUT', 'A part of the URL is too long.', { cause: error });
    case 'ECONNRESET':
      return new TrustError('BAD_USER_INPUT', 'The body ended early.', { cause: error });
    default:
      return null;
  }
}

/** Answers a connection whose request could not even be read: there is no reply object yet, only the socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { trustError, status } = describeBrokenRequest(error.code);
  const problem = toProblem(trustError, randomUUID(), status);
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${problem.title}\r\nContent-Type: ${PROBLEM_TYPE}\r\nX-Request-Id: ${problem.instance}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function describeBrokenRequest(code: string | undefined): { trustError: TrustError; status: number } {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { trustError: new TrustError('TIMEOUT', 'The request did not arrive in time.'), status: 408 };
    case 'HPE_HEADER_OVERFLOW':
      return { trustError: new TrustError('PAYLOAD_TOO_LARGE', 'The headers are too large.'), status: 431 };
    default:
      return { trustError: new TrustError('BAD_USER_INPUT', 'This is not a valid HTTP request.'), status: 400 };
  }
}
