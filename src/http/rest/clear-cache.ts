import { entityPathShape, entityQueryShape, parseEntity } from '../../contract/trends.ts';
import type { ProtectedRoute } from './route.ts';

export const clearCacheRoute: ProtectedRoute = {
  method: 'DELETE',
  path: '/api/trust-score/{entity_id}/cache',
  operationId: 'clearTrustCache',
  tag: 'trust',
  summary: 'Drops what is cached of an entity. Never changes an answer, only its latency.',
  access: 'cache:clear',
  pathShape: entityPathShape,
  queryShape: entityQueryShape,
  responses: { 204: { description: 'Done; also for an entity nobody has seen.', shape: null } },
  errors: ['BAD_USER_INPUT', 'UNAVAILABLE'],
  async handle(caller, call, { services }) {
    await services.assess.clearCache(caller, parseEntity(call.path, call.query));
    return { status: 204, body: null };
  },
};
