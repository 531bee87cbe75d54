/**
 * What the engine counts and times. Instruments are bound to their label sets once, so that recording on a hot path
 * is an addition. Nothing here is global: each call of `createMetrics` has its own registry.
 */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { DecisionKind } from './instruments.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import type { EntityType } from '../domain/entity.ts';
import type { ErrorCode } from '../domain/errors.ts';

export type CalculationOutcome = 'ok' | 'degraded' | 'error';
export type SignalStatus = 'accepted' | 'duplicate' | 'rejected';

/** Durations are seconds. */
export interface Metrics {
  readonly registry: Registry;
  readonly instruments: Instruments;
  /** An assessment was answered; its duration is recorded apart. */
  answered(entityType: EntityType, outcome: CalculationOutcome): void;
  /** Calculations under way: +1 at the start, −1 at the end. */
  calculating(step: 1 | -1): void;
  cacheRead(result: 'hit' | 'miss', count?: number): void;
  failed(code: ErrorCode): void;
  decided(decision: DecisionKind): void;
  /** `source` is cut to `other` beyond the first 50, because callers choose it. */
  signal(source: string, status: SignalStatus): void;
  /** One batch, from receipt to commit. */
  ingested(seconds: number): void;
  subscribing(step: 1 | -1): void;
  busEvent(kind: 'change' | 'decision'): void;
  request(method: string, route: string, status: number, seconds: number): void;
  /** One call of a store or a cache, e.g. `evidence`, `load`. */
  stored(port: string, operation: string, outcome: 'ok' | 'error', seconds: number): void;
  storageUp(component: string, up: boolean): void;
  /** Prometheus text format 0.0.4. */
  exposition(): Promise<string>;
  readonly contentType: string;
}

const MOST_SOURCES = 50;

export function createMetrics(options: { readonly version?: string; readonly processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  const instruments = createInstruments(registry);
  instruments.buildInfo.labels(options.version ?? 'unknown', process.version).set(1);
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });

  const calculations = bound((key) => instruments.calculations.labels(...split(key)));
  const cacheReads = bound((result) => instruments.cacheReads.labels(result));
  const errors = bound((code) => instruments.errors.labels(code));
  const decisions = bound((decision) => instruments.decisions.labels(decision));
  const signals = bound((key) => instruments.signals.labels(...split(key)));
  const busEvents = bound((kind) => instruments.busEvents.labels(kind));
  const requests = bound((key) => instruments.requestDuration.labels(...split(key)));
  const stores = bound((key) => instruments.storageDuration.labels(...split(key)));
  const sources = new Set<string>();

  return {
    registry,
    instruments,
    contentType: registry.contentType,
    answered: (entityType, outcome) => calculations(`${entityType} ${outcome}`).inc(),
    calculating: (step) => instruments.calculating.inc(step),
    cacheRead: (result, count = 1) => cacheReads(result).inc(count),
    failed: (code) => errors(code).inc(),
    decided: (decision) => decisions(decision).inc(),
    signal(source, status) {
      if (sources.size < MOST_SOURCES) sources.add(source);
      signals(`${sources.has(source) ? source.replaceAll(' ', '_') : 'other'} ${status}`).inc();
    },
    ingested: (seconds) => instruments.ingestDuration.observe(seconds),
    subscribing: (step) => instruments.subscriptions.inc(step),
    busEvent: (kind) => busEvents(kind).inc(),
    request: (method, route, status, seconds) => requests(`${method} ${route} ${status}`).observe(seconds),
    stored: (port, operation, outcome, seconds) => stores(`${port} ${operation} ${outcome}`).observe(seconds),
    storageUp: (component, up) => instruments.storageUp.labels(component).set(up ? 1 : 0),
    exposition: () => registry.metrics(),
  };
}

function split(key: string): string[] {
  return key.split(' ');
}

/** Keeps what `bind` returns for each key. Keys come from closed sets, so the map stays small. */
function bound<T>(bind: (key: string) => T): (key: string) => T {
  const children = new Map<string, T>();
  return (key) => {
    const known = children.get(key);
    if (known !== undefined) return known;
    const child = bind(key);
    children.set(key, child);
    return child;
  };
}
