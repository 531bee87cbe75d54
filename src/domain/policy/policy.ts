/**
 * Policy: ordered rules over an assessment and a request; the first rule that matches decides, and nothing matching
 * means DENY. How conditions are written and compiled is an adapter's business (`adapters/policy`).
 *
 * A condition that cannot be evaluated is *unknown*, neither true nor false. The decision is then the most
 * restrictive one that either reading allows, so a broken condition can never widen access (docs/adr/0006).
 */
import type { ActionRef, DecisionValue, ResourceRef } from '../decision.ts';
import type { Factor, Severity, TrustLevel } from '../entity.ts';

export interface PolicyTrust {
  /** 0..1, low ≤ score ≤ high. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
  /** 0..1; 0 when nothing is known. */
  readonly confidence: number;
  readonly level: TrustLevel;
}

export type PolicyFactor = Omit<PolicyTrust, 'level'>;

export interface PolicySubject {
  readonly type: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Everything a condition can see. Properties are already merged: what the request says over what is stored. */
export interface PolicyInput {
  readonly trust: PolicyTrust;
  /** A factor the entity type does not have reads as unknown: see `UNKNOWN_FACTOR`. */
  readonly factors: Readonly<Partial<Record<Factor, PolicyFactor>>>;
  /** Ids of the indicators raised now. */
  readonly indicators: readonly string[];
  /** Severity by indicator id. */
  readonly severities: Readonly<Record<string, Severity>>;
  readonly subject: PolicySubject;
  /** `null` reads as empty strings and no properties. */
  readonly resource: ResourceRef | null;
  readonly action: ActionRef | null;
  readonly context: Readonly<Record<string, unknown>>;
  /** Epoch ms. */
  readonly now: number;
}

/** What is known about a factor nobody reported on: nothing. */
export const UNKNOWN_FACTOR: PolicyFactor = { score: 0.5, low: 0, high: 1, confidence: 0 };

export interface PolicyRule {
  /** snake_case, unique in the set. */
  readonly name: string;
  readonly description: string | null;
  /** Position in the set, from 0: earlier rules win. */
  readonly order: number;
  readonly decision: DecisionValue;
  readonly additionalActions: readonly string[];
  readonly ttlSeconds: number;
  readonly reason: string;
  /** Where the rule stands, for people. Lines count from 1. */
  readonly source: { readonly file: string; readonly line: number };
}

export interface RuleTrace {
  readonly rule: string;
  readonly result: 'no_match' | 'match' | 'error';
  /** Why the condition could not be evaluated; only with `error`. */
  readonly message: string | null;
}

export interface PolicyOutcome {
  readonly decision: DecisionValue;
  /** Name of the deciding rule, or `default_deny`. */
  readonly policyMatched: string;
  readonly additionalActions: readonly string[];
  readonly ttlSeconds: number;
  readonly reasons: readonly string[];
  /** The rules looked at, in order; those after the deciding one were not. */
  readonly trail: readonly RuleTrace[];
}

export interface PolicySet {
  /** SHA-256 in hex over what the rules say; formatting and comments don't change it. */
  readonly hash: string;
  readonly rules: readonly PolicyRule[];
  /** Never throws; the same input gives the same outcome. */
  evaluate(input: PolicyInput): PolicyOutcome;
}

export const DEFAULT_DENY = 'default_deny';
/** A refusal is worth asking about again soon: the person may have stepped up meanwhile. */
export const DEFAULT_DENY_TTL_SECONDS = 60;

/** Position on the scale from permissive to restrictive. */
export const RESTRICTIVENESS: Readonly<Record<DecisionValue, number>> = {
  ALLOW: 0,
  ALLOW_LIMITED: 1,
  STEP_UP: 2,
  DENY: 3,
};
