/** Names, help texts, labels and buckets of every metric of the engine itself. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Decision } from '../domain/decision.ts';

export type DecisionKind = Decision['decision'];

/** 50 µs to 2.5 s: a warm calculation takes tens of microseconds, one that waits for a sick store takes seconds. */
const CALCULATION_SECONDS = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
];
const REQUEST_SECONDS = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const STORAGE_SECONDS = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export type Instruments = ReturnType<typeof createInstruments>;

export function createInstruments(registry: Registry) {
  const registers = [registry];
  return {
    calculations: new Counter({
      name: 'trust_calculations_total',
      help: 'Trust calculations by entity type and outcome.',
      labelNames: ['entity_type', 'outcome'],
      registers,
    }),
    calculationDuration: new Histogram({
      name: 'trust_calculation_duration_seconds',
      help: 'Time of one trust calculation, reading its state included.',
      buckets: CALCULATION_SECONDS,
      registers,
    }),
    calculating: new Gauge({
      name: 'trust_concurrent_calculations',
      help: 'Trust calculations under way.',
      registers,
    }),
    cacheReads: new Counter({
      name: 'trust_cache_hits_total',
      help: 'Reads of the state cache by result, hit or miss.',
      labelNames: ['result'],
      registers,
    }),
    errors: new Counter({
      name: 'trust_errors_total',
      help: 'Errors answered to callers, by code.',
      labelNames: ['code'],
      registers,
    }),
    decisions: new Counter({
      name: 'trust_decisions_total',
      help: 'Policy decisions by outcome.',
      labelNames: ['decision'],
      registers,
    }),
    signals: new Counter({
      name: 'trust_signals_total',
      help: 'Signals received by source and status: accepted, duplicate or rejected.',
      labelNames: ['source', 'status'],
      registers,
    }),
    ingestDuration: new Histogram({
      name: 'trust_ingest_duration_seconds',
      help: 'Time from receiving a batch of signals to its commit.',
      buckets: REQUEST_SECONDS,
      registers,
    }),
    subscriptions: new Gauge({
      name: 'trust_subscriptions_active',
      help: 'Subscriptions being served.',
      registers,
    }),
    busEvents: new Counter({
      name: 'trust_bus_events_total',
      help: 'Events published on the change bus, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    requestDuration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time of HTTP requests by method, route pattern and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_SECONDS,
      registers,
    }),
    storageDuration: new Histogram({
      name: 'trust_storage_duration_seconds',
      help: 'Time of calls to stores and caches by port, operation and outcome.',
      labelNames: ['port', 'operation', 'outcome'],
      buckets: STORAGE_SECONDS,
      registers,
    }),
    storageUp: new Gauge({
      name: 'trust_storage_up',
      help: '1 while the component answers, 0 while it does not.',
      labelNames: ['component'],
      registers,
    }),
    busFaults: new Counter({
      name: 'trust_cache_faults_total',
      help: 'Faults of the shared cache and the bus, by operation; each read that fails is a miss.',
      labelNames: ['operation'],
      registers,
    }),
    policyErrors: new Counter({
      name: 'trust_policy_errors_total',
      help: 'Policy conditions that could not be evaluated, by rule; each restricts the decision.',
      labelNames: ['rule'],
      registers,
    }),
    rowsDropped: new Counter({
      name: 'trust_rows_dropped_total',
      help: 'History samples or logged decisions given up because the store was away too long.',
      labelNames: ['log'],
      registers,
    }),
    buildInfo: new Gauge({
      name: 'trust_build_info',
      help: 'Always 1; the labels say what is running.',
      labelNames: ['version', 'node_version'],
      registers,
    }),
  };
}
