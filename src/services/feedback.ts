/** What a person or an analyst says about evidence. It goes the way of every signal, so replays and rebuilds know of it. */
import { requirePermission } from '../auth/permissions.ts';
import { TrustError, bug } from '../domain/errors.ts';
import { isTarget } from '../domain/fold/feedback.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Principal } from '../domain/principal.ts';
import type { FeedbackRequest, FeedbackService, IncomingSignal, IngestService } from './services.ts';
import type { StateReader } from './state-reader.ts';

export interface FeedbackDeps {
  readonly reader: StateReader;
  readonly ingest: IngestService;
  readonly clock: Clock;
  readonly newId: () => string;
}

export function createFeedbackService({ reader, ingest, clock, newId }: FeedbackDeps): FeedbackService {
  return {
    async report(caller, request) {
      requirePermission(caller, 'feedback:write');
      const ref = { tenant: caller.tenant, ...request.entity };
      const [read] = await reader.read([ref], { fresh: true });
      const isKnown = read?.state.items.some((item) => item.status === 'live' && isTarget(item, request.target));
      if (read === undefined || isKnown !== true) {
        throw new TrustError('NOT_FOUND', 'The entity has no live risk evidence of that id.');
      }
      // After everything folded so far: at the same millisecond the ids would decide, and feedback could come first.
      const at = Math.max(clock.now(), (read.state.folded?.at ?? 0) + 1);
      const signal = feedbackSignal(caller, request, `feedback-${newId()}`, at);
      const [result] = await ingest.ingest(caller, [{ ok: true, signal }]);
      if (result?.status !== 'accepted') bug(`feedback was not accepted (${result?.status})`);
      return { signalId: signal.id, revision: result.revisions[0]?.revision ?? 0 };
    },
  };
}

function feedbackSignal(caller: Principal, request: FeedbackRequest, id: string, at: number): IncomingSignal {
  return {
    id,
    occurredAt: at,
    source: 'feedback',
    sourceType: null,
    userId: null,
    deviceId: null,
    sessionId: null,
    ip: null,
    userAgent: null,
    geo: null,
    network: null,
    also: [request.entity],
    type: 'feedback',
    data: { verdict: request.verdict, target: request.target, by: caller.id },
  };
}
