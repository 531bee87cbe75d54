import type { Decision } from '../domain/decision.ts';
import type { DecideRequest } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import type { Question } from './trust-score.ts';

export interface DecisionQuestion extends Omit<DecideRequest, 'assess'> {
  readonly question: Question;
}

/** `Query.policyDecision`. */
export function policyDecision(
  { question, ...rest }: DecisionQuestion,
  { services, principal }: GraphqlContext,
): Promise<Decision> {
  const assess = { ...question, includeTrends: false, includeExplanation: false };
  return services.decide.decide(principal, { ...rest, assess });
}
