/**
 * Every error that may reach a caller. Messages are safe to show: no token, key, URL with a password, or stack.
 * The domain knows nothing of HTTP or GraphQL; `http/problem.ts` and `schema/errors.ts` map codes to transports.
 */
export const ERROR_CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'METHOD_NOT_ALLOWED',
  'RATE_LIMITED',
  'OVERLOADED',
  'TIMEOUT',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One fault in the input: `path` in dotted form with indexes, e.g. `requests.3.entity_id`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export class TrustError extends Error {
  override readonly name = 'TrustError';
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; faults?: readonly Fault[] } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

/** A broken invariant of ours: fails loudly, is masked for callers. */
export function bug(message: string): never {
  throw new Error(`BUG: ${message}`);
}
