/**
 * What the engine can do, as the edges (REST, GraphQL, CLI) see it. Every method takes the caller first, checks the
 * permission, and works inside the caller's tenant; an edge never passes a tenant of its own.
 * Rejections are `TrustError`s; expected outcomes (deny, a rejected signal, one failed item of a bulk) are data.
 */
import type { Assessment, Explanation } from '../domain/assessment.ts';
import type { ActionRef, Decision, ResourceRef } from '../domain/decision.ts';
import type { RequestContext } from '../domain/detections/detection.ts';
import type { EntityRef, EntityType, TrustLevel } from '../domain/entity.ts';
import type { ErrorCode, Fault } from '../domain/errors.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Change, IndicatorChange } from '../domain/ports/change-bus.ts';
import type { EntityFilter, EntityListing, EntityOrder } from '../domain/ports/entity-index.ts';
import type { ScorePoint } from '../domain/ports/history-store.ts';
import type { Page, PageRequest } from '../domain/ports/page.ts';
import type { Principal } from '../domain/principal.ts';
import type { Signal, SignalData } from '../domain/signal.ts';
import type { Trend } from '../domain/trend.ts';

/** An entity within the caller's tenant. */
export interface LocalRef {
  readonly type: EntityType;
  readonly id: string;
}

export interface AssessRequest {
  readonly entity: LocalRef;
  readonly context: RequestContext;
  /** Read the state from the store, not from a cache. */
  readonly forceRefresh: boolean;
  readonly includeTrends: boolean;
  readonly includeExplanation: boolean;
  /** Demand at least this revision of the entity; CONFLICT when the store has not reached it. */
  readonly atLeast: number | null;
}

export interface AssessAnswer {
  readonly assessment: Assessment;
  readonly cacheHit: boolean;
  /** True when a part that should have contributed could not be read (say, the store is gone and a cached state answered). */
  readonly degraded: boolean;
  readonly explanation: Explanation | null;
  readonly trend: Trend | null;
}

export interface AssessService {
  assess(caller: Principal, request: AssessRequest): Promise<AssessAnswer>;
  /** Answers in the order of `requests`; one storage round trip per kind of state, whatever the length. */
  assessMany(caller: Principal, requests: readonly AssessRequest[]): Promise<readonly AssessAnswer[]>;
  /** Evidence items of the entities, newest first, resolved and retracted ones included. */
  evidence(caller: Principal, entities: readonly LocalRef[]): Promise<readonly (readonly EvidenceItem[])[]>;
  /** Drops cached state of the entity. Unknown entities are fine. */
  clearCache(caller: Principal, entity: LocalRef): Promise<void>;
}

export interface BulkRequest {
  readonly requests: readonly AssessRequest[];
  readonly maxConcurrent: number;
  readonly timeoutSeconds: number;
}

export type BulkItem =
  | { readonly ok: true; readonly answer: AssessAnswer }
  | { readonly ok: false; readonly entity: LocalRef; readonly code: ErrorCode; readonly message: string };

export interface BulkAnswer {
  readonly results: readonly BulkItem[];
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
}

export interface BulkService {
  bulk(caller: Principal, request: BulkRequest): Promise<BulkAnswer>;
}

export interface DecideRequest {
  readonly assess: AssessRequest;
  readonly resource: ResourceRef | null;
  readonly action: ActionRef | null;
  readonly context: Readonly<Record<string, unknown>>;
}

export interface DecideService {
  decide(caller: Principal, request: DecideRequest): Promise<Decision>;
}

/** A signal that passed validation but is not yet placed in a tenant. */
export type IncomingSignal = Omit<Signal, 'tenant' | 'receivedAt' | 'entities' | 'type' | 'data'> & {
  /** Entities named beside user, device and session. */
  readonly also: readonly LocalRef[];
} & SignalData;

/** One item of a batch as the edge parsed it. */
export type ParsedSignal =
  | { readonly ok: true; readonly signal: IncomingSignal }
  | { readonly ok: false; readonly id: string | null; readonly faults: readonly Fault[] };

export type SignalResult = {
  readonly id: string | null;
} & (
  | {
      readonly status: 'accepted';
      readonly revisions: readonly { readonly entity: LocalRef; readonly revision: number }[];
    }
  | { readonly status: 'duplicate' }
  | { readonly status: 'rejected'; readonly faults: readonly Fault[] }
);

export interface IngestService {
  /** Results in the order of `items`; resolves after the commit. UNAVAILABLE when the store cannot be written. */
  ingest(caller: Principal, items: readonly ParsedSignal[]): Promise<readonly SignalResult[]>;
  /** Stops taking signals and resolves once everything taken is committed. */
  drain(): Promise<void>;
}

export interface TrendRequest {
  readonly entity: LocalRef;
  readonly windowMs: number;
  readonly bucketMs: number;
}

export interface HistoryService {
  trend(caller: Principal, request: TrendRequest): Promise<Trend>;
  /** In the order of `requests`; one storage round trip per distinct window and bucket, whatever the number of entities. */
  trends(caller: Principal, requests: readonly TrendRequest[]): Promise<readonly Trend[]>;
  /** In the order of `entities`; one storage round trip. */
  points(caller: Principal, entities: readonly LocalRef[], page: PageRequest): Promise<readonly Page<ScorePoint>[]>;
  decisions(caller: Principal, entities: readonly LocalRef[], page: PageRequest): Promise<readonly Page<Decision>[]>;
  decision(caller: Principal, id: string): Promise<Decision | null>;
  signals(caller: Principal, entities: readonly LocalRef[], page: PageRequest): Promise<readonly Page<Signal>[]>;
  entities(
    caller: Principal,
    filter: EntityFilter,
    order: EntityOrder,
    page: PageRequest,
  ): Promise<Page<EntityListing>>;
  /** Stored properties, in the order asked. */
  properties(
    caller: Principal,
    refs: readonly { type: string; id: string }[],
  ): Promise<readonly (Readonly<Record<string, unknown>> | null)[]>;
  setProperties(
    caller: Principal,
    ref: { type: string; id: string },
    properties: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}

export interface WatchFilter {
  readonly entities?: readonly LocalRef[] | null;
  readonly types?: readonly EntityType[] | null;
  readonly levels?: readonly TrustLevel[] | null;
  /** Only changes of the published level. */
  readonly levelChangesOnly?: boolean;
  /** Only score changes of at least this size, 0..1. */
  readonly minimumChange?: number | null;
}

export interface IndicatorEvent extends IndicatorChange {
  readonly position: string;
  readonly entity: EntityRef;
  readonly at: number;
}

export interface WatchService {
  /** Changes from now on, or from `after` (exclusive) on without a gap. Ends when the iterator is returned. */
  changes(caller: Principal, filter: WatchFilter, after: string | null): AsyncIterableIterator<Change>;
  indicators(
    caller: Principal,
    filter: Pick<WatchFilter, 'entities' | 'types'> & { readonly indicators?: readonly string[] | null },
    after: string | null,
  ): AsyncIterableIterator<IndicatorEvent>;
  decisions(
    caller: Principal,
    filter: Pick<WatchFilter, 'entities'> & { readonly decisions?: readonly Decision['decision'][] | null },
  ): AsyncIterableIterator<Decision>;
}

export interface FeedbackRequest {
  readonly entity: LocalRef;
  readonly verdict: 'it_was_me' | 'confirmed' | 'dismissed' | 'resolved';
  /** Evidence id, or detection id for all its live items. */
  readonly target: string;
}

export interface FeedbackService {
  /** Goes through ingestion as a `feedback` signal; NOT_FOUND when the entity has no such evidence. */
  report(
    caller: Principal,
    request: FeedbackRequest,
  ): Promise<{ readonly signalId: string; readonly revision: number }>;
}

export type ComponentStatus = 'up' | 'degraded' | 'down';

export interface Health {
  readonly status: ComponentStatus;
  readonly components: Readonly<
    Record<
      string,
      { readonly status: ComponentStatus; readonly detail: string | null; readonly latencyMs: number | null }
    >
  >;
}

export interface HealthService {
  /** Checks every component now. */
  health(): Promise<Health>;
  /** Whether traffic should be sent here: started, not draining, store reachable. */
  ready(): Promise<boolean>;
}

export interface Services {
  readonly assess: AssessService;
  readonly bulk: BulkService;
  readonly decide: DecideService;
  readonly ingest: IngestService;
  readonly history: HistoryService;
  readonly watch: WatchService;
  readonly feedback: FeedbackService;
  readonly health: HealthService;
}
