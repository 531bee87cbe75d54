import type { IndicatorEvent, WatchService } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { eventStream } from './event-stream.ts';

export type IndicatorFilter = Parameters<WatchService['indicators']>[1];

/** `Subscription.riskIndicatorChanged`. */
export function riskIndicatorChanged(
  { filter, after }: { readonly filter: IndicatorFilter; readonly after: string | null },
  context: GraphqlContext,
): AsyncIterableIterator<IndicatorEvent> {
  return eventStream(context, context.services.watch.indicators(context.principal, filter, after));
}
