import { toTrendResponse } from '../../contract/respond.ts';
import { trendShape } from '../../contract/responses.ts';
import { entityPathShape, parseTrendRequest, trendsQueryShape } from '../../contract/trends.ts';
import type { ProtectedRoute } from './route.ts';

export const trendsRoute: ProtectedRoute = {
  method: 'GET',
  path: '/api/trust-score/{entity_id}/trends',
  operationId: 'trustTrend',
  tag: 'trust',
  summary: 'Scores of an entity over a window, with statistics, direction and forecast.',
  access: 'history:read',
  pathShape: entityPathShape,
  queryShape: trendsQueryShape,
  responses: { 200: { description: 'The trend; without buckets when nothing is recorded.', shape: trendShape } },
  errors: ['BAD_USER_INPUT', 'OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services }) {
    const trend = await services.history.trend(caller, parseTrendRequest(call.path, call.query));
    return { status: 200, body: toTrendResponse(trend) };
  },
};
