/** From a subscribe message to something that can be executed, or to the errors that refuse it. */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type ExecutionArgs } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { TrustError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { Services } from '../services/services.ts';
import { createContext } from './graphql-context.ts';
import type { TrustYoga } from './graphql-yoga.ts';

/** Operations under way on one connection. */
const OPERATIONS_MAX = 100;

export function toExecution(
  { yoga, services }: { readonly yoga: TrustYoga; readonly services: Services },
  principal: Principal | null,
  underWay: number,
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  if (!principal) return [refusal(new TrustError('UNAUTHENTICATED', 'This connection is not authenticated.'))];
  if (underWay > OPERATIONS_MAX) {
    return [refusal(new TrustError('RATE_LIMITED', `A connection may have ${OPERATIONS_MAX} operations under way.`))];
  }
  const contextValue = createContext({ requestId: randomUUID(), principal, services });
  const { parse, validate, schema } = yoga.getEnveloped(contextValue);
  let document;
  try {
    document = parse(payload.query);
  } catch (error) {
    if (error instanceof GraphQLError) return [withoutHttp(error)];
    throw error;
  }
  const errors = validate(schema, document);
  if (errors.length > 0) return errors.map(withoutHttp);
  return {
    schema,
    document,
    contextValue,
    operationName: payload.operationName ?? null,
    variableValues: payload.variables ?? null,
  };
}

function refusal({ message, code }: TrustError): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** Statuses are for HTTP. Cached errors are shared, so they are copied. */
export function withoutHttp(error: GraphQLError): GraphQLError {
  const { http: _, ...extensions } = error.extensions;
  const { nodes, source, positions, path } = error;
  return new GraphQLError(error.message, { nodes, source, positions, path, extensions });
}
