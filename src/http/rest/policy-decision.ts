import { decideShape, parseDecideRequest } from '../../contract/decide.ts';
import { toDecisionResponse } from '../../contract/respond.ts';
import { decisionResponseShape } from '../../contract/responses.ts';
import type { ProtectedRoute } from './route.ts';

export const policyDecisionRoute: ProtectedRoute = {
  method: 'POST',
  path: '/api/trust-score/policy-decision',
  operationId: 'decide',
  tag: 'trust',
  summary: 'Whether an entity may do this, here, now.',
  access: 'decisions:make',
  bodyShape: decideShape,
  responses: { 200: { description: 'The decision, whatever it is.', shape: decisionResponseShape } },
  errors: ['CONFLICT', 'OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services }) {
    const decision = await services.decide.decide(caller, parseDecideRequest(call.body));
    return { status: 200, body: toDecisionResponse(decision) };
  },
};
