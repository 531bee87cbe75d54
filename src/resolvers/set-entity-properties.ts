import type { GraphqlContext } from './context.ts';
import { renewLoaders } from './loaders.ts';

export interface StoredProperties {
  readonly type: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** `Mutation.setEntityProperties`: replaces what was stored. */
export async function setEntityProperties(
  { type, id, properties }: StoredProperties,
  context: GraphqlContext,
): Promise<StoredProperties> {
  await context.services.history.setProperties(context.principal, { type, id }, properties);
  renewLoaders(context);
  return { type, id, properties };
}
