/** Errors as problem documents (RFC 9457). The only place that knows which HTTP status an error code has. */
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';
import type { problemShape } from '../contract/operations.ts';
import { TrustError, type ErrorCode } from '../domain/errors.ts';

export type Problem = z.output<typeof problemShape>;

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What a caller is told of an error that is ours: nothing but where to look. */
const MASKED = 'The engine failed to answer. The log has the details under this request id.';

export function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'BAD_USER_INPUT':
      return 400;
    case 'UNAUTHENTICATED':
      return 401;
    case 'FORBIDDEN':
      return 403;
    case 'NOT_FOUND':
      return 404;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'CONFLICT':
      return 409;
    case 'PAYLOAD_TOO_LARGE':
      return 413;
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 415;
    case 'RATE_LIMITED':
      return 429;
    case 'INTERNAL':
      return 500;
    case 'OVERLOADED':
    case 'UNAVAILABLE':
      return 503;
    case 'TIMEOUT':
      return 504;
    default:
      return code satisfies never;
  }
}

/** The error as a caller may see it; anything that is not a `TrustError` becomes INTERNAL with its cause kept. */
export function toTrustError(error: unknown): TrustError {
  return error instanceof TrustError ? error : new TrustError('INTERNAL', MASKED, { cause: error });
}

/** `status` overrides the usual one where HTTP has a more precise word for the same code (408, 431). */
export function toProblem(error: TrustError, requestId: string, status = statusOf(error.code)): Problem {
  return {
    type: `urn:problem:trust-scoring-engine:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.code === 'INTERNAL' ? MASKED : error.message,
    instance: requestId,
    code: error.code,
    errors: error.faults.map(({ path, message }) => ({ path, message })),
  };
}

/** Headers that an error of this code goes with. */
export function problemHeaders(code: ErrorCode): Readonly<Record<string, string>> {
  switch (code) {
    case 'UNAUTHENTICATED':
      return { 'www-authenticate': 'Bearer realm="trust"' };
    case 'RATE_LIMITED':
    case 'OVERLOADED':
      return { 'retry-after': '1' };
    case 'UNAVAILABLE':
      return { 'retry-after': '5' };
    default:
      return {};
  }
}
