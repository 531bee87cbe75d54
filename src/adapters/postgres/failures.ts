/** What errors of the driver mean to the rest of the engine. */
import { TrustError } from '../../domain/errors.ts';

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // the socket file of a stopped server
]);
/** Prisma: can't reach, timed out, closed, no connection in time. */
const PRISMA_CODES = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);
/** Messages of `pg` and `pg-pool`, which carry no code. */
const DRIVER_MESSAGES =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client was closed/;

/** What a server says when it is set up in another way than DATABASE_URL supposes. */
const REFUSALS: Readonly<Record<string, string>> = {
  '3D000': 'The database server can be reached but has no database of the name in DATABASE_URL.',
  '28P01': 'The database server can be reached but refuses the password in DATABASE_URL.',
  '28000': 'The database server can be reached but refuses the user in DATABASE_URL.',
  '42501': 'The database can be reached but its user lacks a permission that the engine needs.',
};

/** The connection is unusable or was never made. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    NETWORK_CODES.has(code) ||
    PRISMA_CODES.has(code) ||
    // Class 08: connection exceptions. 57P01..57P05: shut down or cut off. 53300: too many connections.
    /^(08...|57P0[1-5]|53300|25P03)$/.test(code) ||
    DRIVER_MESSAGES.test(error.message) ||
    (error instanceof AggregateError && error.errors.some(isConnectionLoss))
  );
}

/** UNAVAILABLE for a lost or refused connection, TIMEOUT for a cancelled statement; everything else stays what it is. */
export function asTrustError(error: unknown): unknown {
  if (error instanceof TrustError) return error;
  if (isConnectionLoss(error)) {
    return new TrustError('UNAVAILABLE', 'The database can not be reached.', { cause: error });
  }
  const refusal = error instanceof Error ? REFUSALS[codeOf(error)] : undefined;
  if (refusal !== undefined) return new TrustError('UNAVAILABLE', refusal, { cause: error });
  if (error instanceof Error && codeOf(error) === '57014') {
    return new TrustError('TIMEOUT', 'The database took too long to answer.', { cause: error });
  }
  return error;
}

/** Two transactions got in each other's way; running one again helps. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Error && /^(40001|40P01)$/.test(codeOf(error));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
