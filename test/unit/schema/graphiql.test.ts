import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { GRAPHIQL_EXAMPLE } from '../../../src/http/graphiql.ts';
import { schema } from '../../../src/schema/schema.ts';

it('GraphiQL opens with a query that is valid against the schema', () => {
  expect(validate(schema, parse(GRAPHIQL_EXAMPLE)).map(({ message }) => message)).toEqual([]);
});
