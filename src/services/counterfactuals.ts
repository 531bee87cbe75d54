/** What-ifs of one question: the same evidence with one thing changed, assessed anew. Requirements are chosen from them. */
import type { Assessment } from '../domain/assessment.ts';
import type { Requirement } from '../domain/decision.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Model, Weighing } from '../domain/model/model.ts';

export interface Counterfactual {
  readonly requirement: Requirement;
  readonly assessment: Assessment;
}

/** Doubts about the context of a sign-in, which a fresh phishing-resistant proof of the person settles. */
const SETTLED_BY_STEP_UP = /^(?:ub\.(?:context|new_country|impossible|unusual)|nc\.|au\.single_factor|au\.method)/u;

/** The trust a step-up earns: the strength of `au.recent_step_up`, milli-nats. */
const STEP_UP_STRENGTH = 4000;

export function counterfactualsOf(model: Model, weighing: Weighing, asked: Assessment): Counterfactual[] {
  const counterfactual = (requirement: Omit<Requirement, 'micros'>, items: readonly EvidenceItem[]): Counterfactual => {
    const assessment = model.assessItems(asked, items, asked.assessedAt);
    return { requirement: { ...requirement, micros: Math.round(assessment.score * 1e6) }, assessment };
  };

  const resolving = asked.indicators.map(({ id, title }) =>
    counterfactual(
      { kind: 'resolve_indicator', target: id, text: `Resolve: ${title}` },
      weighing.items.filter((item) => item.sign > 0 || item.detection !== id),
    ),
  );
  const steppedUp = counterfactual(
    { kind: 'step_up', target: null, text: 'Sign in again with a phishing-resistant factor' },
    [
      ...weighing.items.filter((item) => item.sign > 0 || !SETTLED_BY_STEP_UP.test(item.detection)),
      stepUpItem(asked.assessedAt),
    ],
  );
  return [steppedUp, ...resolving];
}

function stepUpItem(now: number): EvidenceItem {
  return {
    id: 'au.recent_step_up#if',
    detection: 'au.recent_step_up',
    factor: 'authentication',
    group: 'method',
    sign: 1,
    strength: STEP_UP_STRENGTH,
    reliability: 900,
    observedAt: now,
    since: now,
    halfLifeMs: 8 * 3_600_000,
    reportBy: null,
    cap: null,
    status: 'live',
    deviceId: null,
    sessionId: null,
    signalIds: [],
    facts: {},
  };
}
