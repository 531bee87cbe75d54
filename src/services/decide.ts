/** May this subject do this, here, now? Assess, evaluate the policy in force, say why, log it. */
import { bug } from '../domain/errors.ts';
import { requirePermission } from '../auth/permissions.ts';
import type { Decision, Requirement } from '../domain/decision.ts';
import { MODEL_VERSION } from '../domain/model/settings.ts';
import type { Model } from '../domain/model/model.ts';
import { mergeProperties, policyInputOf, type PolicyQuestion } from '../domain/policy/input.ts';
import type { PolicyOutcome, PolicySet } from '../domain/policy/policy.ts';
import { requirementsOf } from '../domain/policy/requirements.ts';
import type { ChangeBus } from '../domain/ports/change-bus.ts';
import type { Assessor, FullAnswer } from './assess.ts';
import { counterfactualsOf } from './counterfactuals.ts';
import type { DecideRequest, DecideService } from './services.ts';
import type { PropertyReader } from './property-reader.ts';
import type { WriteBehind } from './write-behind.ts';

export interface DecideDeps {
  readonly assess: Assessor;
  readonly model: Model;
  readonly policy: () => PolicySet;
  readonly properties: PropertyReader;
  readonly log: WriteBehind<Decision>;
  /** `sync` answers only after the decision is stored. */
  readonly durability: 'batched' | 'sync';
  readonly bus: ChangeBus;
  /** A time-ordered unique id (UUID v7). */
  readonly newId: (now: number) => string;
  readonly onDecision: (decision: Decision) => void;
}

export function createDecideService(deps: DecideDeps): DecideService {
  return {
    async decide(caller, request) {
      requirePermission(caller, 'decisions:make');
      const [[full], stored] = await Promise.all([
        deps.assess.answerMany(caller.tenant, [request.assess]),
        storedProperties(deps.properties, caller.tenant, request),
      ]);
      if (full === undefined) bug('one request gave no answer');
      const decision = decideNow(deps, request, full, stored);
      deps.onDecision(decision);
      if (deps.durability === 'sync') await deps.log.addAndWait(decision);
      else deps.log.add(decision);
      // Nobody who asks for a decision waits for those who watch; a bus that fails says so to its own counter.
      void deps.bus.publish([{ kind: 'decision', decision }]);
      return decision;
    },
  };
}

interface Stored {
  readonly subject: Readonly<Record<string, unknown>> | null;
  readonly resource: Readonly<Record<string, unknown>> | null;
}

async function storedProperties(properties: PropertyReader, tenant: string, request: DecideRequest): Promise<Stored> {
  const { entity } = request.assess;
  const keys = [{ tenant, type: entity.type as string, id: entity.id }];
  if (request.resource !== null) keys.push({ tenant, type: request.resource.type, id: request.resource.id });
  const [subject, resource] = await properties.read(keys);
  return { subject: subject ?? null, resource: resource ?? null };
}

function decideNow(deps: DecideDeps, request: DecideRequest, full: FullAnswer, stored: Stored): Decision {
  const { assessment } = full.answer;
  const set = deps.policy();
  const resource =
    request.resource === null
      ? null
      : { ...request.resource, properties: mergeProperties(stored.resource, request.resource.properties) };
  const question: PolicyQuestion = {
    assessment,
    subjectProperties: stored.subject,
    resource,
    action: request.action,
    context: request.context,
    now: assessment.assessedAt,
  };
  const input = policyInputOf(question);
  const outcome = set.evaluate(input);
  return {
    id: deps.newId(assessment.assessedAt),
    entity: assessment.entity,
    decision: outcome.decision,
    score: assessment.score,
    level: assessment.level,
    confidence: assessment.confidence,
    policyMatched: outcome.policyMatched,
    additionalActions: outcome.additionalActions,
    reasons: reasonsOf(outcome, full),
    requirements: requirementsFor(deps, set, question, outcome, full),
    decidedAt: assessment.assessedAt,
    expiresAt: assessment.assessedAt + outcome.ttlSeconds * 1000,
    resource,
    action: request.action,
    policyHash: set.hash,
    modelVersion: MODEL_VERSION,
    revision: assessment.revision,
  };
}

/** Indicators named beside the rule's own reason. */
const REASONS_MAX = 5;

function reasonsOf(outcome: PolicyOutcome, { answer }: FullAnswer): string[] {
  const indicators = answer.assessment.indicators.slice(0, REASONS_MAX).map(({ title, id }) => `${title} (${id})`);
  return [...outcome.reasons, ...(outcome.decision === 'ALLOW' ? [] : indicators)];
}

/** Nothing needs to change about an ALLOW, so the what-ifs are only computed for the others. */
function requirementsFor(
  { model }: DecideDeps,
  set: PolicySet,
  question: PolicyQuestion,
  outcome: PolicyOutcome,
  full: FullAnswer,
): readonly Requirement[] {
  if (outcome.decision === 'ALLOW') return [];
  const candidates = counterfactualsOf(model, { ...full, assessment: question.assessment }).map(
    ({ requirement, assessment }) => ({
      requirement,
      input: policyInputOf({ ...question, assessment }),
    }),
  );
  return requirementsOf({ outcome, set, candidates });
}
