import { GraphQLError } from 'graphql';
import type { ZodError } from 'zod';
import { faultsOf } from '../contract/faults.ts';

/** Arguments that the schema's types allow but the values forbid: every fault, each with its path below the arguments. */
export function validationError(error: ZodError): GraphQLError {
  const errors = faultsOf(error);
  const count = errors.length === 1 ? 'One fault' : `${errors.length} faults`;
  return new GraphQLError(`${count} in the arguments; see extensions.errors.`, {
    extensions: { code: 'BAD_USER_INPUT', errors },
  });
}
