/** Assembles the schema. */
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import { addBulk } from './fields/bulk.ts';
import { addEntityFields } from './fields/entity-fields.ts';
import { addIngest } from './fields/ingest.ts';
import { addMutations } from './fields/mutations.ts';
import { addQueries } from './fields/queries.ts';
import { addSubscriptions } from './fields/subscriptions.ts';
import { addScalars } from './scalars.ts';

addScalars();
addQueries();
addBulk();
addEntityFields();
addMutations();
addIngest();
addSubscriptions();

export const schema: GraphQLSchema = builder.toSchema();

/** The schema in SDL, the same text however the code is arranged. */
export function printSortedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
