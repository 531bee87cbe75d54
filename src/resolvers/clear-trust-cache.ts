import type { LocalRef } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { renewLoaders } from './loaders.ts';

/** `Mutation.clearTrustCache`. */
export async function clearTrustCache(entity: LocalRef, context: GraphqlContext): Promise<LocalRef> {
  await context.services.assess.clearCache(context.principal, entity);
  renewLoaders(context);
  return entity;
}
