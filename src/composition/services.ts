/** Builds the services from the adapters. Wiring only: every rule is in the services or the domain. */
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { observeEvidenceStore } from '../adapters/observed.ts';
import type { Config } from '../config/config.ts';
import { CATALOGUE } from '../domain/detections/catalogue.ts';
import { createModel } from '../domain/model/model.ts';
import { UNIFORM_POPULATION } from '../domain/profile/population.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { NetworkIntelligence } from '../domain/ports/network-intelligence.ts';
import type { Decision } from '../domain/decision.ts';
import type { ScorePoint } from '../domain/ports/history-store.ts';
import type { PolicySet } from '../domain/policy/policy.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { createAssessService } from '../services/assess.ts';
import { createBulkService } from '../services/bulk.ts';
import { createDecideService } from '../services/decide.ts';
import { createFeedbackService } from '../services/feedback.ts';
import { createGate } from '../services/gate.ts';
import { createHealthService, type HealthDeps } from '../services/health.ts';
import { createHistoryService, createTrends } from '../services/history.ts';
import { createIngestService } from '../services/ingest/ingest.ts';
import { createPropertyReader } from '../services/property-reader.ts';
import { createReadSampler } from '../services/read-sampler.ts';
import type { Services } from '../services/services.ts';
import { createStateReader } from '../services/state-reader.ts';
import { createWatchService } from '../services/watch.ts';
import { createWriteBehind } from '../services/write-behind.ts';
import type { Caches } from './caches.ts';
import { observeAssessor, observeBus, observeIngest } from './observed.ts';
import type { Stores } from './stores.ts';
import { deadline, later, repeatedly, withTimeout } from './timers.ts';
import { uuidV7 } from './uuid.ts';

export interface ServiceDeps {
  readonly config: Config;
  readonly stores: Stores;
  readonly caches: Caches;
  readonly intelligence: NetworkIntelligence;
  readonly policy: () => PolicySet;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly isAccepting: () => boolean;
}

export interface BuiltServices {
  readonly services: Services;
  /** Writes everything that waits to be written. */
  flush(): Promise<void>;
}

const WRITE_BEHIND = { maxBatch: 500, maxWaiting: 50_000 };
const HISTORY_DELAY_MS = 1_000;
const DECISION_DELAY_MS = 50;
const PROBE_TIMEOUT_MS = 2_000;
const WATCH_POLL_MS = 1_000;
const PROPERTIES_FRESH_MS = 5_000;

export function buildServices(deps: ServiceDeps): BuiltServices {
  const { config, stores, caches, clock, metrics, logger } = deps;
  const { cache } = caches;
  const bus = observeBus(caches.bus, metrics);
  const evidence = observeEvidenceStore(stores.evidence, metrics);
  const contexts = { intelligence: deps.intelligence };
  const model = createModel({
    settings: config.model,
    catalogue: CATALOGUE,
    population: UNIFORM_POPULATION,
    disabled: config.detections.disabled,
    strength: config.detections.strength,
  });
  const gate = createGate({
    maxConcurrent: config.limits.maxConcurrentCalculations,
    maxQueued: config.limits.maxQueuedCalculations,
  });
  const reader = createStateReader({ store: evidence, cache, gate });
  const properties = createPropertyReader({
    index: stores.entities,
    memory: new LRUCache({ max: 20_000, ttl: config.cache.ttlSeconds * 1000 }),
    clock,
    freshMs: PROPERTIES_FRESH_MS,
  });

  const behind = <Row>(name: string, delayMs: number, write: (rows: readonly Row[]) => Promise<void>) =>
    createWriteBehind<Row>({
      ...WRITE_BEHIND,
      write,
      later: later(delayMs),
      onDropped: (count) => metrics.instruments.rowsDropped.labels(name).inc(count),
      onError: (error) => logger.warn({ error, log: name }, 'Rows could not be written yet and are kept.'),
    });
  const points = behind<ScorePoint>('history', HISTORY_DELAY_MS, (rows) => stores.history.append(rows));
  const decisions = behind<Decision>('decisions', DECISION_DELAY_MS, (rows) => stores.decisions.append(rows));

  const sample = createReadSampler(config.history.sampleReadsSeconds, (point) => points.add(point));
  const trends = createTrends({ model, reader, clock, history: stores.history });
  const assess = observeAssessor(
    createAssessService({
      model,
      reader,
      cache,
      clock,
      contexts,
      trends,
      onAnswer: (assessment, cacheHit, degraded) => {
        metrics.answered(assessment.entity.type, degraded ? 'degraded' : 'ok');
        metrics.cacheRead(cacheHit ? 'hit' : 'miss');
        sample(assessment);
      },
    }),
    metrics,
  );
  const ingest = observeIngest(
    createIngestService({
      model,
      store: evidence,
      reader,
      cache,
      bus,
      clock,
      contexts,
      bounds: config.ingest,
      onFault: (error) => {
        metrics.failed('INTERNAL');
        logger.error({ error }, 'A signal could not be processed.');
      },
      onResult: (source, status) => metrics.signal(source, status),
    }),
    metrics,
  );

  const services: Services = {
    assess,
    bulk: createBulkService({ assess, deadline }),
    decide: createDecideService({
      assess,
      model,
      policy: deps.policy,
      properties,
      log: decisions,
      durability: config.decisions.durability,
      bus,
      newId: (now) => uuidV7(now, randomBytes),
      onDecision: ({ decision }) => metrics.decided(decision),
    }),
    ingest,
    history: createHistoryService({
      model,
      reader,
      clock,
      history: stores.history,
      decisions: stores.decisions,
      signals: stores.signals,
      entities: stores.entities,
      properties,
    }),
    watch: createWatchService({
      bus,
      changeLog: stores.changeLog,
      limits: { maxSubscriptions: config.limits.maxSubscriptions },
      onSubscriptions: (step) => metrics.subscribing(step),
      onFault: (error) => logger.warn({ error }, 'Changes could not be read for subscribers; trying again.'),
      repeat: repeatedly(WATCH_POLL_MS),
    }),
    feedback: createFeedbackService({ reader, ingest, clock, newId: () => uuidV7(clock.now(), randomBytes) }),
    health: createHealthService({
      probes: probesOf(deps),
      clock,
      isAccepting: deps.isAccepting,
      withTimeout: withTimeout(PROBE_TIMEOUT_MS),
      onStatus: (component, isUp) => metrics.storageUp(component, isUp),
    }),
  };
  return {
    services,
    async flush() {
      await Promise.all([points.flush(), decisions.flush()]);
    },
  };
}

function probesOf({ config, stores, caches }: ServiceDeps): HealthDeps['probes'] {
  const storage = {
    check: () => stores.ping(),
    isEssential: true,
    detail: config.storage.databaseUrl === null ? 'embedded' : 'server',
  };
  const cache = {
    check: caches.ping ?? (() => Promise.resolve()),
    isEssential: false,
    detail: caches.ping === null ? 'memory' : 'redis',
  };
  return { storage, cache };
}
