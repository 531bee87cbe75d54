/** A policy decision and everything needed to explain and repeat it. */
import type { EntityRef, TrustLevel } from './entity.ts';

export const DECISIONS = ['ALLOW', 'ALLOW_LIMITED', 'STEP_UP', 'DENY'] as const;
export type DecisionValue = (typeof DECISIONS)[number];

export interface ResourceRef {
  readonly type: string;
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface ActionRef {
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Something that would change the answer. `micros`: the score after it alone, integer millionths, when it can be computed. */
export interface Requirement {
  readonly kind: 'step_up' | 'resolve_indicator' | 'report_posture' | 'change_context' | 'raise_trust';
  /** Detection id or context field the requirement is about. */
  readonly target: string | null;
  readonly text: string;
  readonly micros: number | null;
}

export interface Decision {
  /** UUID v7. */
  readonly id: string;
  readonly entity: EntityRef;
  readonly decision: DecisionValue;
  readonly score: number;
  readonly level: TrustLevel;
  readonly confidence: number;
  /** Name of the rule that matched; `default_deny` when none did. */
  readonly policyMatched: string;
  readonly additionalActions: readonly string[];
  readonly reasons: readonly string[];
  readonly requirements: readonly Requirement[];
  /** Epoch ms. */
  readonly decidedAt: number;
  readonly expiresAt: number;
  readonly resource: ResourceRef | null;
  readonly action: ActionRef | null;
  /** Hash of the policy set in force, and the model's version. */
  readonly policyHash: string;
  readonly modelVersion: string;
  readonly revision: number;
}
