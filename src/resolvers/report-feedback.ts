import type { FeedbackRequest, LocalRef } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';
import { renewLoaders } from './loaders.ts';

export interface FeedbackReceipt {
  readonly signalId: string;
  readonly revision: number;
  readonly entity: LocalRef;
}

/** `Mutation.reportFeedback`, and `resolveIndicator`, which is feedback with the verdict `resolved`. */
export async function reportFeedback(request: FeedbackRequest, context: GraphqlContext): Promise<FeedbackReceipt> {
  const receipt = await context.services.feedback.report(context.principal, request);
  renewLoaders(context);
  return { ...receipt, entity: request.entity };
}
