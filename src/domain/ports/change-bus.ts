/** Changes of published assessments, from the commit that made them to whoever watches. */
import type { Decision } from '../decision.ts';
import type { EntityRef, Severity, TrustLevel, Factor } from '../entity.ts';

export interface ScoreSnapshot {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly level: TrustLevel;
  readonly confidence: number;
}

export interface IndicatorChange {
  readonly indicator: string;
  readonly factor: Factor;
  readonly severity: Severity;
  readonly title: string;
  readonly state: 'RAISED' | 'CLEARED';
}

/** A commit that changed one entity's assessment. */
export interface Change {
  /** Place in the change log: opaque, comparable only by the store, unique. */
  readonly position: string;
  readonly entity: EntityRef;
  readonly revision: number;
  readonly at: number;
  readonly before: ScoreSnapshot | null;
  readonly after: ScoreSnapshot;
  /** The published level changed (hysteresis applied). */
  readonly levelChanged: boolean;
  readonly indicators: readonly IndicatorChange[];
  /** The signals behind it, at most 5. */
  readonly signalIds: readonly string[];
}

export type BusEvent =
  | { readonly kind: 'change'; readonly change: Change }
  /** A commit gave an entity a new state that answers the same today: caches must let go of the old one. */
  | { readonly kind: 'revision'; readonly entity: EntityRef; readonly revision: number }
  | { readonly kind: 'decision'; readonly decision: Decision };

/** Fan-out, at most once, in publishing order per entity. A slow subscriber never slows a publisher. */
export interface ChangeBus {
  publish(events: readonly BusEvent[]): Promise<void>;
  /** Calls `listener` for every event until the returned function is called. The listener must not throw or block. */
  subscribe(listener: (event: BusEvent) => void): () => void;
  close(): Promise<void>;
}

/** The stored form of changes, for resuming. */
export interface ChangeLog {
  /**
   * Changes after `position` in an order in which nothing can appear later before what was already returned:
   * rows of transactions still open are held back together with all that follow them.
   */
  after(tenant: string, position: string | null, limit: number): Promise<readonly Change[]>;
  /** The newest position that `after` would return, or `null` when the log is empty. */
  head(tenant: string): Promise<string | null>;
}
