import type { ParsedSignal, SignalResult } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { renewLoaders } from './loaders.ts';

/** `Mutation.ingestSignals`: results in the order of the signals. */
export async function ingestSignals(
  items: readonly ParsedSignal[],
  context: GraphqlContext,
): Promise<readonly SignalResult[]> {
  const results = await context.services.ingest.ingest(context.principal, items);
  renewLoaders(context);
  return results;
}
