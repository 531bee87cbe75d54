import type { Decision } from '../domain/decision.ts';
import type { GraphqlContext } from './context.ts';

/** `Query.decision` and `node`; `null` when the tenant has no such decision. */
export function decision(id: string, { services, principal }: GraphqlContext): Promise<Decision | null> {
  return services.history.decision(principal, id);
}
