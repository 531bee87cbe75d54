/** The GraphQL server behind HTTP and WebSocket: the schema, its limits and its errors. No transport here. */
import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST, GraphQLError, type ExecutionResult } from 'graphql';
import type { YogaServerInstance } from 'graphql-yoga';
import type { GraphqlContext } from '../resolvers/context.ts';
import { schema } from '../schema/schema.ts';
import type { HttpDeps } from './deps.ts';
import { createErrorMapper, type ErrorMapper } from './graphql-errors.ts';
import { assertLength, BoundedOperations, complexityError, parseBounded } from './graphql-limits.ts';

export type TrustYoga = YogaServerInstance<GraphqlContext, object>;
export const GRAPHQL_PATH = '/graphql';

type YogaDeps = Pick<HttpDeps, 'logger' | 'metrics' | 'config'>;

/** The full server, made when it is first asked for: its library takes a while to load, and plain posts need none of it. */
export function yogaOnDemand(deps: YogaDeps): () => Promise<TrustYoga> {
  let loading: Promise<TrustYoga> | null = null;
  return () => (loading ??= createTrustYoga(deps));
}

async function createTrustYoga(deps: YogaDeps): Promise<TrustYoga> {
  const { createYoga } = await import('graphql-yoga');
  const mapper = createErrorMapper(deps);
  const { logger } = deps;
  return createYoga<GraphqlContext, object>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    plugins: [useLimits(), useErrors(mapper)],
    // Errors of operations are mapped by the plugin; what arrives here went wrong around them.
    maskedErrors: { maskError: (error) => maskError(error, mapper) },
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...parts) => logger.warn({ parts: parts.map(String) }, 'GraphQL server'),
      // Logged by the mapper, with the request id.
      error: () => {},
    },
    // Matched by suffix, so it would answer for any path that ends so; the real health routes are elsewhere.
    healthCheckEndpoint: '/graphql/:never',
    maxRequestBodySize: deps.config.server.bodyLimitBytes,
    cors: false,
    batching: false,
    multipart: false,
    landingPage: false,
    graphiql: false,
    // Native classes, so that a stream that is cancelled is cancelled as the standard says.
    fetchAPI: { Request, Response, Headers, ReadableStream, TextEncoder, TextDecoder, URL, TransformStream },
  });
}

function useLimits(): Plugin<GraphqlContext> {
  return {
    onParse({ params, setParseFn }) {
      assertLength(String(params.source));
      setParseFn(parseBounded);
    },
    onValidate({ addValidationRule }) {
      addValidationRule(BoundedOperations);
    },
    onExecute({ args, setResultAndStopExecution }) {
      const error = tooComplex(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = tooComplex(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
}

function tooComplex(args: {
  readonly document: Parameters<typeof getOperationAST>[0];
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}): GraphQLError | null {
  const operation = getOperationAST(args.document, args.operationName);
  return operation ? complexityError(args.document, operation, args.variableValues) : null;
}

function useErrors(mapper: ErrorMapper): Plugin<GraphqlContext> {
  return {
    onParse: () => (parsed) => {
      if (parsed.result instanceof GraphQLError) parsed.result.extensions['code'] ??= 'GRAPHQL_PARSE_FAILED';
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(mapResult(result, args.contextValue.requestId, mapper));
      },
    }),
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result, setResult }) {
        const { requestId } = args.contextValue;
        if (isAsyncIterable(result)) setResult(mapEvents(result as AsyncIterable<ExecutionResult>, requestId, mapper));
        else setResult(mapResult(result, requestId, mapper));
      },
    }),
  };
}

/** An answer without `data` was refused before anything ran: 400 for callers that take GraphQL's own media type. */
function mapResult(result: ExecutionResult, requestId: string, mapper: ErrorMapper): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map((error) => mapper.toPublic(error, requestId));
  if (!('data' in result)) for (const error of errors) error.extensions['http'] = { status: 400, spec: true };
  return { ...result, errors };
}

/** A source that fails ends with an event that says why, instead of with a broken connection. */
function mapEvents(
  events: AsyncIterable<ExecutionResult>,
  requestId: string,
  mapper: ErrorMapper,
): AsyncIterableIterator<ExecutionResult> {
  const source = events[Symbol.asyncIterator]();
  let ended = false;
  const mapped: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      if (ended) return { done: true, value: undefined };
      try {
        const event = await source.next();
        if (event.done) ended = true;
        return event.done ? event : { done: false, value: mapResult(event.value, requestId, mapper) };
      } catch (error) {
        ended = true;
        return { done: false, value: { errors: [mapper.toPublic(error, requestId)] } };
      }
    },
    async return(value?: unknown) {
      ended = true;
      await source.return?.();
      return { done: true, value };
    },
    async throw(error: unknown) {
      ended = true;
      await source.return?.();
      throw error;
    },
    [Symbol.asyncIterator]: () => mapped,
  };
  return mapped;
}

/** Yoga's own refusals keep their message and status and get a code of ours. */
function maskError(error: unknown, mapper: ErrorMapper): Error {
  if (!(error instanceof GraphQLError) || error.originalError) return mapper.toPublic(error, null);
  const code = error.extensions['code'];
  if (code === 'BAD_REQUEST' || code === 'OPERATION_RESOLUTION_FAILURE') {
    const { http } = error.extensions;
    error.extensions['code'] = http?.status === 405 ? 'METHOD_NOT_ALLOWED' : 'BAD_USER_INPUT';
    // Not a GraphQL request at all, so 400 whichever media type was asked for.
    if (http) http.spec = false;
  }
  if (code === 'REQUEST_ENTITY_TOO_LARGE') error.extensions['code'] = 'PAYLOAD_TOO_LARGE';
  return error;
}
