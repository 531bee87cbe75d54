/** Scores over time. */
import type { EntityRef, Factor, TrustLevel } from '../entity.ts';
import type { Page, PageRequest } from './page.ts';

export interface ScorePoint {
  readonly entity: EntityRef;
  readonly at: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly level: TrustLevel;
  readonly factors: Readonly<Partial<Record<Factor, number>>>;
  readonly revision: number;
  /** `change`: a commit made it; `read`: a sampled question. */
  readonly cause: 'change' | 'read';
}

/** A bucket [at, at + bucketMs) that has at least one point. */
export interface TrendBucket {
  readonly at: number;
  readonly samples: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** The newest score in the bucket. */
  readonly last: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

export interface HistoryStore {
  append(points: readonly ScorePoint[]): Promise<void>;
  /** Buckets per ref in the order of `refs`, oldest first, from `from` (inclusive) to `to` (exclusive). One round trip. */
  buckets(
    refs: readonly EntityRef[],
    range: { readonly from: number; readonly to: number; readonly bucketMs: number },
  ): Promise<readonly (readonly TrendBucket[])[]>;
  /** Points per ref, newest first. One round trip for all refs. */
  pages(refs: readonly EntityRef[], page: PageRequest): Promise<readonly Page<ScorePoint>[]>;
}
