/**
 * Answers plain queries and mutations without the machinery for streams, negotiation and refusals.
 * Only what surely succeeds is taken: anything unusual returns `null`, and the full server answers instead,
 * byte for byte the same where both could. Never for subscriptions.
 */
import { execute, getOperationAST, OperationTypeNode, specifiedRules, validate, type ExecutionResult } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GraphqlContext } from '../resolvers/context.ts';
import { schema } from '../schema/schema.ts';
import type { ErrorMapper } from './graphql-errors.ts';
import { BoundedOperations, complexityError, isComplexityConstant, parseBounded } from './graphql-limits.ts';

/** Distinct operations kept ready. */
const OPERATIONS_MAX = 500;
/** Compiling costs as much as a few hundred runs, so it waits until an operation has come back a few times. */
const RUNS_BEFORE_COMPILING = 5;
/** Longer documents are unlikely to come back, and keeping them would cost memory. */
const DOCUMENT_LENGTH_MAX = 20_000;

/** The rules of the full server. What breaks one goes there, to be refused. */
const RULES = [...specifiedRules, BoundedOperations];

type Variables = Readonly<Record<string, unknown>> | null | undefined;
type Run = (context: GraphqlContext, variables: Variables) => Promise<ExecutionResult> | ExecutionResult;

interface Prepared {
  readonly run: Run;
  readonly isAllowed: (variables: Variables) => boolean;
}

export interface PlainRequest {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Variables;
}

export type FastLane = (request: PlainRequest, context: GraphqlContext) => Promise<string | null>;

export function createFastLane(mapper: ErrorMapper): FastLane {
  const ready = new LRUCache<string, Prepared>({ max: OPERATIONS_MAX });

  const prepared = (request: PlainRequest): Prepared | null => {
    const key = `${request.operationName ?? ''}\n${request.query}`;
    const known = ready.get(key);
    if (known) return known;
    const made = prepare(request);
    if (made) ready.set(key, made);
    return made;
  };

  return async (request, context) => {
    if (request.query.length > DOCUMENT_LENGTH_MAX) return null;
    const operation = prepared(request);
    if (!operation?.isAllowed(request.variables)) return null;
    const { data, errors } = await operation.run(context, request.variables);
    // Refused before anything ran, so that running it again is safe.
    if (data === undefined) return null;
    if (!errors || errors.length === 0) return `{"data":${JSON.stringify(data)}}`;
    const formatted = errors.map((error) => mapper.toFormatted(error, context.requestId));
    return `{"errors":${JSON.stringify(formatted)},"data":${JSON.stringify(data)}}`;
  };
}

/** Separate, because the compiler takes as long to load as many answers take to give. */
export const loadCompiler = () => import('graphql-jit');

/** `null` for what is not a valid query or mutation. */
function prepare({ query, operationName }: PlainRequest): Prepared | null {
  let document;
  try {
    document = parseBounded(query);
  } catch {
    return null;
  }
  if (validate(schema, document, RULES).length > 0) return null;
  const operation = getOperationAST(document, operationName);
  if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return null;

  const isFree = (variables: Variables): boolean => complexityError(document, operation, variables) === null;
  const isFreeAlways = isComplexityConstant(operation) ? isFree(null) : null;
  const interpreted: Run = (contextValue, variableValues) =>
    execute({ schema, document, contextValue, variableValues, operationName: operationName ?? null });
  let compiled: Run | null = null;
  let runs = 0;
  const compile = async (): Promise<void> => {
    const { compileQuery, isCompiledQuery } = await loadCompiler();
    const result = compileQuery(schema, document, operationName ?? undefined);
    if (isCompiledQuery(result)) compiled = (ctx, values) => result.query(undefined, ctx, values ?? {});
  };
  return {
    isAllowed: (variables) => isFreeAlways ?? isFree(variables),
    run(contextValue, variables) {
      runs += 1;
      // Interpreted until then, and for good when compiling fails: the answers are the same.
      if (runs === RUNS_BEFORE_COMPILING) compile().catch(() => {});
      return (compiled ?? interpreted)(contextValue, variables);
    },
  };
}
