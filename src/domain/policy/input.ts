/** From what a decision is asked about to what policy conditions see. */
import type { Assessment } from '../assessment.ts';
import type { ActionRef, ResourceRef } from '../decision.ts';
import type { Severity } from '../entity.ts';
import type { PolicyInput } from './policy.ts';

type Properties = Readonly<Record<string, unknown>>;

export interface PolicyQuestion {
  readonly assessment: Assessment;
  /** Stored properties of the subject, `null` when it has none. */
  readonly subjectProperties: Properties | null;
  /** Resource and action with properties already merged, see `mergeProperties`. */
  readonly resource: ResourceRef | null;
  readonly action: ActionRef | null;
  readonly context: Properties;
  /** Epoch ms. */
  readonly now: number;
}

export function policyInputOf(question: PolicyQuestion): PolicyInput {
  const { assessment, resource, action, context, now } = question;
  const severities: Record<string, Severity> = {};
  for (const indicator of assessment.indicators) severities[indicator.id] = indicator.severity;
  return {
    trust: assessment,
    factors: assessment.factors,
    indicators: assessment.indicators.map((indicator) => indicator.id),
    severities,
    subject: { type: assessment.entity.type, id: assessment.entity.id, properties: question.subjectProperties ?? {} },
    resource,
    action,
    context,
    now,
  };
}

/**
 * Stored properties are defaults: what the request says of a property replaces the stored value as a whole.
 * Keys are copied as data, whatever they are called; nothing reaches a prototype.
 */
export function mergeProperties(stored: Properties | null, requested: Properties): Properties {
  return stored === null ? requested : { ...stored, ...requested };
}
