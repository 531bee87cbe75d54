/** What-ifs of one question: the same evidence with one thing changed, assessed anew. Requirements are chosen from them. */
import type { Assessment } from '../domain/assessment.ts';
import type { Requirement } from '../domain/decision.ts';
import type { RequestContext } from '../domain/detections/detection.ts';
import { foldSignal } from '../domain/fold/fold.ts';
import type { AssessInput, Model, Weighing } from '../domain/model/model.ts';
import { SILENCE_DETECTION } from '../domain/model/silence.ts';
import type { SignalOf } from '../domain/signal.ts';
import type { EntityState } from '../domain/state.ts';

export interface Counterfactual {
  readonly requirement: Requirement;
  readonly assessment: Assessment;
}

export interface Asked {
  readonly input: AssessInput;
  readonly weighing: Weighing;
  readonly assessment: Assessment;
}

export function counterfactualsOf(model: Model, asked: Asked): Counterfactual[] {
  const resolving = asked.assessment.indicators.map(({ id, title }): Counterfactual => {
    const items = asked.weighing.items.filter((item) => item.sign > 0 || item.detection !== id);
    const assessment = model.assessItems(asked.assessment, items, asked.input.now);
    return counterfactual(...waysOut(asked.input, id, title), assessment);
  });
  const { type } = asked.input.state.entity;
  return type === 'user' || type === 'session' ? [stepUp(model, asked), ...resolving] : resolving;
}

/** What somebody would have to do about an indicator depends on where its evidence lies. */
function waysOut({ state, device }: AssessInput, id: string, title: string): [Requirement['kind'], string, string] {
  const holds = ({ items }: EntityState): boolean =>
    items.some((item) => item.status === 'live' && item.sign < 0 && item.detection === id);
  if (holds(state)) return ['resolve_indicator', id, `Resolve: ${title}`];
  if (id === SILENCE_DETECTION) return ['report_posture', id, 'Let the device report its posture again.'];
  if (device !== null && holds(device)) {
    return ['resolve_indicator', id, `Resolve on the device ${device.entity.id}: ${title}`];
  }
  return ['change_context', id, `Ask from another context: ${title}`];
}

function counterfactual(
  kind: Requirement['kind'],
  target: string | null,
  text: string,
  assessment: Assessment,
): Counterfactual {
  return { requirement: { kind, target, text, micros: Math.round(assessment.score * 1e6) }, assessment };
}

/** The very signal that a step-up would bring, folded as it would be, so that the promise is what will happen. */
function stepUp(model: Model, { input }: Asked): Counterfactual {
  const { state, request, now } = input;
  const signal = stepUpSignal(input);
  const after = foldSignal(state, signal, model);
  const context: RequestContext | null =
    request === null || request.authentication === null
      ? request
      : { ...request, authentication: { ...request.authentication, mfa: true, amr: signal.data.amr } };
  const assessment = model.assess({ ...input, state: after, request: context, now });
  const text = 'Sign in again with a phishing-resistant factor (passkey or security key).';
  return counterfactual('step_up', null, text, assessment);
}

const PASSKEY_AMR = ['hwk', 'fido', 'user'];

function stepUpSignal({ state: { entity }, request, now }: AssessInput): SignalOf<'authentication'> {
  return {
    id: 'if-stepped-up',
    tenant: entity.tenant,
    occurredAt: now,
    receivedAt: now,
    source: 'counterfactual',
    sourceType: null,
    entities: [entity],
    userId: entity.type === 'user' ? entity.id : null,
    deviceId: request?.deviceId ?? null,
    sessionId: entity.type === 'session' ? entity.id : (request?.sessionId ?? null),
    ip: request?.ip ?? null,
    userAgent: request?.userAgent ?? null,
    geo: request?.geo ?? null,
    network: request?.network ?? null,
    type: 'authentication',
    data: {
      outcome: 'success',
      amr: PASSKEY_AMR,
      acr: null,
      mfa: true,
      failureReason: null,
      protocol: 'interactive',
      stepUp: true,
      application: null,
      hints: [],
    },
  };
}
