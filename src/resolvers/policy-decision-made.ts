import type { Decision } from '../domain/decision.ts';
import type { WatchService } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { eventStream } from './event-stream.ts';

export type DecisionFilter = Parameters<WatchService['decisions']>[1];

/** `Subscription.policyDecisionMade`. */
export function policyDecisionMade(filter: DecisionFilter, context: GraphqlContext): AsyncIterableIterator<Decision> {
  return eventStream(context, context.services.watch.decisions(context.principal, filter));
}
