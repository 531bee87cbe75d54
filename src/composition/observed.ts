/** Counts and times what goes through the services and the bus, so that they themselves know nothing of metrics. */
import type { ChangeBus } from '../domain/ports/change-bus.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Assessor } from '../services/assess.ts';
import type { IngestService } from '../services/services.ts';

export function observeAssessor(inner: Assessor, metrics: Metrics): Assessor {
  const observed = async <T>(count: number, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    metrics.calculating(1);
    try {
      return await work();
    } finally {
      metrics.calculating(-1);
      // Callers of many wait for all of them, so that is what each of them took.
      const seconds = (performance.now() - started) / 1000;
      for (let i = 0; i < count; i += 1) metrics.instruments.calculationDuration.observe(seconds);
    }
  };
  return {
    ...inner,
    answerMany: (tenant, requests) => observed(requests.length, () => inner.answerMany(tenant, requests)),
    assessMany: (caller, requests) => observed(requests.length, () => inner.assessMany(caller, requests)),
    assess: (caller, request) => observed(1, () => inner.assess(caller, request)),
  };
}

export function observeIngest(inner: IngestService, metrics: Metrics): IngestService {
  return {
    ...inner,
    async ingest(caller, items) {
      const started = performance.now();
      try {
        return await inner.ingest(caller, items);
      } finally {
        metrics.ingested((performance.now() - started) / 1000);
      }
    },
  };
}

export function observeBus(inner: ChangeBus, metrics: Metrics): ChangeBus {
  return {
    ...inner,
    publish(events) {
      for (const { kind } of events) if (kind !== 'revision') metrics.busEvent(kind);
      return inner.publish(events);
    },
  };
}
