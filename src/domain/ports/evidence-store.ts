/** The system of record for signals and evidence states. PostgreSQL, embedded or served. */
import type { TrustLevel, EntityRef } from '../entity.ts';
import type { Change } from './change-bus.ts';
import type { ScorePoint } from './history-store.ts';
import type { Signal } from '../signal.ts';
import type { EntityState } from '../state.ts';

/** What is kept beside a state so that lists can be filtered and ordered without reading states. As of the last commit. */
export interface StateSummary {
  readonly score: number;
  readonly level: TrustLevel;
  readonly confidence: number;
  readonly indicators: readonly string[];
  /** Factors that carry at least one live risk item. */
  readonly factors: readonly string[];
  readonly lastSignalAt: number | null;
}

export interface StateWrite {
  readonly state: EntityState;
  readonly summary: StateSummary;
}

/** What a fold reads inside the transaction. */
export interface IngestTransaction {
  /** Ids of this batch that were new; the others were accepted earlier and change nothing. */
  readonly accepted: ReadonlySet<string>;
  /** Locked states of the refs asked for, empty ones for entities nobody has seen; keyed by `entityKey`. */
  readonly states: ReadonlyMap<string, EntityState>;
  /** All stored signals of an entity, this batch's included, in (occurredAt, id) order. For rebuilding after a late arrival. */
  signalsOf(entity: EntityRef): Promise<readonly Signal[]>;
}

export interface IngestWrites {
  readonly states: readonly StateWrite[];
  /** Without `position`: the store assigns it. */
  readonly changes: readonly Omit<Change, 'position'>[];
  readonly points: readonly ScorePoint[];
}

export interface IngestResult {
  readonly accepted: ReadonlySet<string>;
  readonly states: readonly EntityState[];
  /** The changes written, with their positions, in commit order. */
  readonly changes: readonly Change[];
}

export interface EvidenceStore {
  /** States in the order of `refs`; `null` for entities nobody has seen. One round trip whatever the length. */
  load(refs: readonly EntityRef[]): Promise<readonly (EntityState | null)[]>;
  /**
   * One transaction: stores the new signals, locks the states of `refs` in key order, calls `fold`, stores what it
   * returns, commits. Resolves after the commit; when it rejects, nothing was stored. Retries serialisation and
   * deadlock errors, so `fold` may run more than once and must be pure.
   */
  ingest(
    batch: { readonly signals: readonly Signal[]; readonly refs: readonly EntityRef[] },
    fold: (tx: IngestTransaction) => Promise<IngestWrites>,
  ): Promise<IngestResult>;
}
