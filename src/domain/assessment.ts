/** What the engine answers about an entity at one moment. */
import type { EntityRef, Factor, Severity, TrustLevel } from './entity.ts';

export interface FactorScore {
  /** 0..1 */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** 0..1; 0 when nothing is known. */
  readonly confidence: number;
  /** Share of this factor in the overall score; the weights of an entity type add up to 1. */
  readonly weight: number;
}

export interface RiskIndicator {
  /** Detection id. */
  readonly id: string;
  readonly factor: Factor;
  readonly severity: Severity;
  readonly title: string;
  /** Epoch ms. */
  readonly since: number;
  readonly techniqueIds: readonly string[];
}

/** One line of an explanation, in millionths of score; the lines of an explanation add up to the score exactly. */
export interface ExplanationLine {
  readonly kind: 'base_rate' | 'evidence' | 'cap';
  readonly factor: Factor | null;
  readonly detection: string | null;
  readonly evidenceId: string | null;
  readonly title: string;
  /** Signed contribution to the overall score, integer millionths. */
  readonly micros: number;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

export interface Explanation {
  readonly lines: readonly ExplanationLine[];
  /** Integer millionths: the score, and the sum of `lines`. */
  readonly totalMicros: number;
  readonly modelVersion: string;
}

export interface Assessment {
  readonly entity: EntityRef;
  /** 0..1 in steps of one millionth; likewise `low` and `high`: low ≤ score ≤ high. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly level: TrustLevel;
  readonly confidence: number;
  /** Only the factors this entity type has. */
  readonly factors: Readonly<Partial<Record<Factor, FactorScore>>>;
  readonly indicators: readonly RiskIndicator[];
  /** Epoch ms the answer is for. */
  readonly assessedAt: number;
  /** Epoch ms before which no answer changes without new evidence; `null` when nothing decays. */
  readonly validUntil: number | null;
  readonly revision: number;
}
