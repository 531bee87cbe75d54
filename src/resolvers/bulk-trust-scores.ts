import type { GraphQLResolveInfo } from 'graphql';
import type { BulkAnswer } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { isSelected } from './selection.ts';
import type { Question } from './trust-score.ts';

export interface BulkQuestion {
  readonly questions: readonly Question[];
  readonly maxConcurrent: number;
  readonly timeoutSeconds: number;
}

/** `Query.bulkTrustScores`. */
export function bulkTrustScores(
  { questions, maxConcurrent, timeoutSeconds }: BulkQuestion,
  { services, principal }: GraphqlContext,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): Promise<BulkAnswer> {
  const includeExplanation = isSelected(info, ['results', 'trustScore', 'explanation']);
  const requests = questions.map((question) => ({ ...question, includeTrends: false, includeExplanation }));
  return services.bulk.bulk(principal, { requests, maxConcurrent, timeoutSeconds });
}
