/** The schema builder: plugins and house rules that hold for every type. Fields are non-null unless they say otherwise. */
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import RelayPlugin from '@pothos/plugin-relay';
import ZodPlugin from '@pothos/plugin-zod';
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../resolvers/connection.ts';
import type { GraphqlContext } from '../resolvers/context.ts';
import { decodeNodeId } from './node-id.ts';
import { validationError } from './validation-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface BuilderTypes {
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  Scalars: {
    ID: { Input: string; Output: string };
    /** Epoch ms inside. */
    DateTime: { Input: number; Output: number };
    Duration: { Input: string; Output: string };
    JSONObject: { Input: JsonObject; Output: JsonObject };
    SignalEnvelope: { Input: unknown; Output: never };
  };
}

/** Lists that are no connections: an indicator list, the factors, reasons. */
const LIST_LENGTH_TYPICAL = 5;

export const builder = new SchemaBuilder<BuilderTypes>({
  plugins: [ComplexityPlugin, RelayPlugin, ZodPlugin],
  defaultFieldNullability: false,
  complexity: { defaultComplexity: 1, defaultListMultiplier: LIST_LENGTH_TYPICAL },
  zod: { validationError },
  relay: {
    decodeGlobalID: decodeNodeId,
    nodesQueryOptions: false,
    nodeQueryOptions: {
      description: 'Any object that has a global id; null when the tenant has no such object.',
      args: { id: { description: 'Global id, as `id` of the object gave it.' } },
    },
    nodeTypeOptions: { description: 'An object that can be fetched again by its global id.' },
    idFieldOptions: { description: 'Global id, opaque; take it to `node`.' },
    pageInfoTypeOptions: { description: 'Where a page lies in its list.' },
    hasNextPageFieldOptions: { description: 'Whether items follow this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether items precede this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first item; null for an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last item; null for an empty page.' },
    cursorFieldOptions: { description: 'Opaque place in the list; stable while items are added.' },
    nodeFieldOptions: { description: 'The item.' },
    edgesFieldOptions: {
      description: 'The items of the page with their cursors.',
      nullable: { list: false, items: false },
      complexity: { field: 1, multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
    firstArgOptions: {
      description: `Items from the start or after \`after\`: 1 to ${PAGE_SIZE_MAX}, default ${PAGE_SIZE_DEFAULT}.`,
    },
    afterArgOptions: { description: 'Cursor that the page starts behind.' },
    lastArgOptions: {
      description: `Items just before \`before\`: 1 to ${PAGE_SIZE_MAX}, default ${PAGE_SIZE_DEFAULT}.`,
    },
    beforeArgOptions: { description: 'Cursor that the page ends ahead of.' },
    defaultConnectionTypeOptions: { description: 'A page of a list.' },
    defaultEdgeTypeOptions: { description: 'An item of a page and its cursor.' },
    defaultConnectionFieldOptions: {
      complexity: ({ first, last }: { first?: number | null | undefined; last?: number | null | undefined }) => ({
        field: 1,
        multiplier: Math.max(1, first ?? last ?? PAGE_SIZE_DEFAULT),
      }),
    },
  },
});

builder.queryType({ description: 'Questions. They change nothing.' });
builder.mutationType({ description: 'What changes what the engine knows. Acknowledged after the commit.' });
builder.subscriptionType({
  description: 'Changes as they happen, over WebSocket (graphql-transport-ws) or server-sent events.',
});
