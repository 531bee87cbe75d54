/** Errors of operations as callers see them: every one has `extensions.code`, ours are masked and logged. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { TrustError } from '../domain/errors.ts';
import type { HttpDeps } from './deps.ts';

/** What an error becomes, without where it happened. */
interface Description {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface ErrorMapper {
  /** For execution by graphql-js: the error keeps its nodes and path. */
  toPublic(error: unknown, requestId: string | null): GraphQLError;
  /** For answers that are written directly; the same JSON as `toPublic` gives. */
  toFormatted(error: GraphQLError, requestId: string): GraphQLFormattedError;
}

export function createErrorMapper({ logger, metrics }: Pick<HttpDeps, 'logger' | 'metrics'>): ErrorMapper {
  const describe = (error: unknown, requestId: string | null): Description => {
    const trustError = trustErrorBehind(error);
    if (trustError && trustError.code !== 'INTERNAL') {
      metrics.failed(trustError.code);
      const { code, faults } = trustError;
      return { message: trustError.message, extensions: faults.length > 0 ? { code, errors: faults } : { code } };
    }
    if (!trustError && error instanceof GraphQLError && isUserFault(error)) {
      metrics.failed('BAD_USER_INPUT');
      const { http: _, ...extensions } = error.extensions;
      return { message: error.message, extensions: { code: 'BAD_USER_INPUT', ...extensions } };
    }
    metrics.failed('INTERNAL');
    logger.error({ request_id: requestId, error: rootOf(error) }, 'A GraphQL operation failed.');
    return {
      message: 'The engine failed to answer. The log has the details under this request id.',
      extensions: requestId === null ? { code: 'INTERNAL' } : { code: 'INTERNAL', requestId },
    };
  };

  return {
    toPublic(error, requestId) {
      const { message, extensions } = describe(error, requestId);
      const place = error instanceof GraphQLError ? error : null;
      return new GraphQLError(message, {
        nodes: place?.nodes ?? null,
        source: place?.source ?? null,
        positions: place?.positions ?? null,
        path: place?.path ?? null,
        extensions,
      });
    },
    toFormatted(error, requestId) {
      const { message, extensions } = describe(error, requestId);
      return {
        message,
        ...(error.locations && { locations: error.locations }),
        ...(error.path && { path: error.path }),
        extensions,
      };
    },
  };
}

function trustErrorBehind(error: unknown): TrustError | null {
  const root = rootOf(error);
  return root instanceof TrustError ? root : null;
}

/** The error that was thrown, below the wrappers that say where in the operation it happened. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

/**
 * GraphQL's own errors have no error behind them or one that is GraphQL's own. Those with a code say what they are;
 * those without are about input, except for values of ours that do not fit the schema.
 */
function isUserFault(error: GraphQLError): boolean {
  if (!(rootOf(error) instanceof GraphQLError)) return false;
  if (typeof error.extensions['code'] === 'string') return error.extensions['code'] !== 'INTERNAL_SERVER_ERROR';
  return error.path === undefined || /^(Argument|Variable) /.test(error.message);
}
