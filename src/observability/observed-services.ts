/**
 * The services with their calls counted and timed. The edges get these; services among themselves use the plain
 * ones, so that nothing is counted twice. Errors are counted where they are answered, by code.
 */
import type { AssessAnswer, LocalRef, Services } from '../services/services.ts';
import type { Metrics } from './metrics.ts';

export function observeServices(services: Services, metrics: Metrics): Services {
  return {
    ...services,
    assess: {
      ...services.assess,
      assess: (caller, request) =>
        calculating(metrics, [request.entity], async () => [await services.assess.assess(caller, request)]).then(only),
      assessMany: (caller, requests) =>
        calculating(metrics, requests.map(entityOf), () => services.assess.assessMany(caller, requests)),
    },
    bulk: {
      async bulk(caller, request) {
        const started = performance.now();
        const answer = await services.bulk.bulk(caller, request);
        const each = secondsSince(started) / Math.max(1, answer.results.length);
        for (const item of answer.results) {
          if (item.ok) metrics.calculated(item.answer.assessment.entity.type, outcomeOf(item.answer), each);
          else metrics.calculated(item.entity.type, 'error', each);
        }
        return answer;
      },
    },
    decide: {
      async decide(caller, request) {
        const { type } = request.assess.entity;
        const started = performance.now();
        metrics.calculating(1);
        try {
          const decision = await services.decide.decide(caller, request);
          metrics.calculated(type, 'ok', secondsSince(started));
          metrics.decided(decision.decision);
          return decision;
        } catch (error) {
          metrics.calculated(type, 'error', secondsSince(started));
          throw error;
        } finally {
          metrics.calculating(-1);
        }
      },
    },
    ingest: {
      ...services.ingest,
      async ingest(caller, items) {
        const started = performance.now();
        const results = await services.ingest.ingest(caller, items);
        metrics.ingested(secondsSince(started));
        for (const [index, { status }] of results.entries()) {
          const item = items[index];
          metrics.signal(item?.ok === true ? item.signal.source : 'unknown', status);
        }
        return results;
      },
    },
    watch: {
      changes: (...args) => watched(metrics, services.watch.changes(...args)),
      indicators: (...args) => watched(metrics, services.watch.indicators(...args)),
      decisions: (...args) => watched(metrics, services.watch.decisions(...args)),
    },
  };
}

async function calculating(
  metrics: Metrics,
  entities: readonly LocalRef[],
  call: () => Promise<readonly AssessAnswer[]>,
): Promise<readonly AssessAnswer[]> {
  const started = performance.now();
  metrics.calculating(1);
  try {
    const answers = await call();
    const each = secondsSince(started) / Math.max(1, answers.length);
    for (const answer of answers) metrics.calculated(answer.assessment.entity.type, outcomeOf(answer), each);
    return answers;
  } catch (error) {
    const each = secondsSince(started) / Math.max(1, entities.length);
    for (const { type } of entities) metrics.calculated(type, 'error', each);
    throw error;
  } finally {
    metrics.calculating(-1);
  }
}

/** Counts a subscription from its first pull to its end, however it ends. */
async function* watched<T>(metrics: Metrics, events: AsyncIterableIterator<T>): AsyncIterableIterator<T> {
  metrics.subscribing(1);
  try {
    yield* events;
  } finally {
    metrics.subscribing(-1);
  }
}

function only(answers: readonly AssessAnswer[]): AssessAnswer {
  const [answer] = answers;
  if (answer === undefined) throw new Error('BUG: an assessment without an answer');
  return answer;
}

function outcomeOf(answer: AssessAnswer): 'ok' | 'degraded' {
  return answer.degraded ? 'degraded' : 'ok';
}

function entityOf(request: { readonly entity: LocalRef }): LocalRef {
  return request.entity;
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
