import type { z } from 'zod';
import { bulkShape, parseBulk, type ParsedBulkItem } from '../../contract/bulk.ts';
import { toCalculateResponse } from '../../contract/respond.ts';
import { bulkResponseShape, type bulkErrorShape } from '../../contract/responses.ts';
import { bug } from '../../domain/errors.ts';
import type { BulkItem } from '../../services/services.ts';
import type { ProtectedRoute, RestCall } from './route.ts';

type BulkResult = z.output<typeof bulkResponseShape>['results'][number];

export const bulkRoute: ProtectedRoute = {
  method: 'POST',
  path: '/api/trust-score/bulk',
  operationId: 'calculateTrustScores',
  tag: 'trust',
  summary: 'The trust scores of many entities; one bad item fails no other.',
  access: 'scores:read',
  bodyShape: bulkShape,
  responses: { 200: { description: 'results[i] answers requests[i].', shape: bulkResponseShape } },
  errors: ['OVERLOADED', 'UNAVAILABLE', 'TIMEOUT'],
  async handle(caller, call, { services }) {
    const { items, maxConcurrent, timeoutSeconds } = parseBulk(call.body);
    const requests = items.flatMap((item) => (item.ok ? [item.request] : []));
    const answer = await services.bulk.bulk(caller, { requests, maxConcurrent, timeoutSeconds });
    const answers = answer.results.values();
    const results = items.map((item) =>
      item.ok ? toResult(item, answers.next().value ?? bug('a bulk answer is missing'), call) : toRefusal(item),
    );
    return {
      status: 200,
      body: {
        results,
        summary: {
          total: items.length,
          succeeded: answer.succeeded,
          failed: answer.failed + items.length - requests.length,
          timed_out: answer.timedOut,
          processing_time_ms: call.elapsedMs(),
        },
      } satisfies z.output<typeof bulkResponseShape>,
    };
  },
};

function toResult(item: Extract<ParsedBulkItem, { ok: true }>, answer: BulkItem, call: RestCall): BulkResult {
  if (!answer.ok) return { entity_id: answer.entity.id, error: { code: answer.code, message: answer.message } };
  const { includeTrends, includeExplanation } = item.request;
  return toCalculateResponse(answer.answer, {
    requestId: call.requestId,
    processingTimeMs: call.elapsedMs(),
    includeTrends,
    includeExplanation,
  });
}

function toRefusal(item: Extract<ParsedBulkItem, { ok: false }>): z.output<typeof bulkErrorShape> {
  const errors = item.faults.map(({ path, message }) => ({ path, message }));
  return {
    entity_id: item.entityId,
    error: { code: 'BAD_USER_INPUT', message: 'This item is not valid; see errors.', errors },
  };
}
