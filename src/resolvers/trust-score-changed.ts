import type { Change } from '../domain/ports/change-bus.ts';
import type { WatchFilter } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { eventStream } from './event-stream.ts';

/** `Subscription.trustScoreChanged`. */
export function trustScoreChanged(
  { filter, after }: { readonly filter: WatchFilter; readonly after: string | null },
  context: GraphqlContext,
): AsyncIterableIterator<Change> {
  return eventStream(context, context.services.watch.changes(context.principal, filter, after));
}
