import { calculateShape, parseAssessRequest } from '../../contract/assess.ts';
import { toCalculateResponse } from '../../contract/respond.ts';
import { calculateResponseShape } from '../../contract/responses.ts';
import type { ProtectedRoute } from './route.ts';

export const calculateRoute: ProtectedRoute = {
  method: 'POST',
  path: '/api/trust-score/calculate',
  operationId: 'calculateTrustScore',
  tag: 'trust',
  summary: 'The trust score of one entity, now.',
  access: 'scores:read',
  bodyShape: calculateShape,
  responses: {
    200: { description: 'The assessment. An unknown entity gets the base rate.', shape: calculateResponseShape },
  },
  errors: ['CONFLICT', 'OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services }) {
    const request = parseAssessRequest(call.body);
    const answer = await services.assess.assess(caller, request);
    const { includeTrends, includeExplanation } = request;
    return {
      status: 200,
      body: toCalculateResponse(answer, {
        requestId: call.requestId,
        processingTimeMs: call.elapsedMs(),
        includeTrends,
        includeExplanation,
      }),
    };
  },
};
