import type { GraphQLResolveInfo } from 'graphql';
import type { AssessAnswer, AssessRequest } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { isSelected } from './selection.ts';

/** A question without the parts that follow from what is selected. */
export type Question = Omit<AssessRequest, 'includeTrends' | 'includeExplanation'>;

/** `Query.trustScore`. */
export function trustScore(
  question: Question,
  context: GraphqlContext,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): Promise<AssessAnswer> {
  return context.loaders.assessment.load({
    ...question,
    includeTrends: false,
    includeExplanation: isSelected(info, ['explanation']),
  });
}

/** A question about an entity with nothing known of the moment. */
export function plainQuestion(entity: Question['entity']): Question {
  return {
    entity: { type: entity.type, id: entity.id },
    context: {
      ip: null,
      userAgent: null,
      deviceId: null,
      sessionId: null,
      geo: null,
      network: null,
      authentication: null,
    },
    forceRefresh: false,
    atLeast: null,
  };
}
