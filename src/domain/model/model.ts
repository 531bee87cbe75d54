/**
 * The trust model put together: evidence states and a moment in, assessments and explanations out.
 * Pure and synchronous; built once per configuration.
 */
import type { Assessment, Explanation, FactorScore } from '../assessment.ts';
import type { Detection, Population, RequestContext } from '../detections/detection.ts';
import { ENTITY_TYPES, FACTORS, type EntityType, type Factor } from '../entity.ts';
import type { EvidenceItem } from '../evidence.ts';
import type { EntityState } from '../state.ts';
import { createDetectionIndex, type DetectionIndex } from './detection-index.ts';
import { explain } from './explain.ts';
import { indicatorsOf } from './indicators.ts';
import { levelOf } from './levels.ts';
import { nextChangeOf } from './mass.ts';
import { nextMoment, withRequest } from './with-request.ts';
import { scoreItems, type FactorWeight, type ScoreResult } from './score.ts';
import type { ModelSettings } from './settings.ts';
import { nextSilenceChange, silenceItem } from './silence.ts';

export interface AssessInput {
  readonly state: EntityState;
  /** The device the question is about: its posture counts as this entity's. `null` when none is known. */
  readonly device: EntityState | null;
  readonly request: RequestContext | null;
  readonly now: number;
}

/** The items that count for one question, and what they came to. */
export interface Weighing {
  readonly items: readonly EvidenceItem[];
  readonly result: ScoreResult;
}

export interface Model {
  readonly settings: ModelSettings;
  readonly detections: DetectionIndex;
  readonly population: Population;
  weigh(input: AssessInput): Weighing;
  assess(input: AssessInput, weighing?: Weighing): Assessment;
  /** The assessment that exactly these items would make, for "what would change it". */
  assessItems(
    subject: Pick<EntityState, 'entity' | 'revision'>,
    items: readonly EvidenceItem[],
    now: number,
  ): Assessment;
  explain(weighing: Weighing): Explanation;
}

export interface ModelDeps {
  readonly settings: ModelSettings;
  readonly catalogue: readonly Detection[];
  readonly population: Population;
  /** Ids switched off, and strength multipliers by id. */
  readonly disabled?: readonly string[];
  readonly strength?: Readonly<Record<string, number>>;
}

export function createModel({ settings, catalogue, population, disabled = [], strength = {} }: ModelDeps): Model {
  const weights = normalisedWeights(settings);
  const detections = createDetectionIndex(catalogue, { disabled, strength });

  const weigh = (input: AssessInput): Weighing => {
    const items = itemsFor(input, detections, population);
    return { items, result: scoreItems(items, input.now, weights[input.state.entity.type], settings) };
  };

  const assessmentOf = (
    { entity, revision }: Pick<EntityState, 'entity' | 'revision'>,
    { items, result }: Weighing,
    now: number,
    hasRequest: boolean,
  ): Assessment => {
    const score = toStep(result.score);
    return {
      entity,
      score,
      low: toStep(result.low),
      high: toStep(result.high),
      level: levelOf(score, settings.levelBounds),
      confidence: toStep(result.confidence),
      factors: factorScores(result),
      indicators: indicatorsOf(result, detections),
      assessedAt: now,
      validUntil: validUntil(items, now, hasRequest),
      revision,
    };
  };

  return {
    settings,
    detections,
    population,
    weigh,
    assess: (input, weighing = weigh(input)) => assessmentOf(input.state, weighing, input.now, input.request !== null),
    assessItems: (subject, items, now) =>
      assessmentOf(
        subject,
        { items, result: scoreItems(items, now, weights[subject.entity.type], settings) },
        now,
        true,
      ),
    explain: ({ result }) => explain(result, settings, (id, sign) => detections.titleOf(id, sign)),
  };
}

/** Answers come in millionths: far finer than anyone acts on, coarse enough that no one sees rounding noise. */
function toStep(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function itemsFor(input: AssessInput, detections: DetectionIndex, population: Population): EvidenceItem[] {
  const { state, device, request, now } = input;
  const items: EvidenceItem[] = [];
  for (const item of state.items) if (counts(item, request)) items.push(item);
  if (device !== null) {
    for (const item of device.items) if (item.factor === 'device_posture' && counts(item, request)) items.push(item);
  }
  const silent = silenceItem(items, now);
  if (silent !== null) items.push(silent);
  return request === null ? items : withRequest(items, { state, request, now }, detections, population);
}

/** Trust that is bound to another device or session than the question's does not count for it; risk always does. */
function counts(item: EvidenceItem, request: RequestContext | null): boolean {
  if (item.status !== 'live') return false;
  if (item.sign < 0 || request === null) return true;
  if (item.sessionId !== null && request.sessionId !== null && item.sessionId !== request.sessionId) return false;
  return !(item.deviceId !== null && request.deviceId !== null && item.deviceId !== request.deviceId);
}

function validUntil(items: readonly EvidenceItem[], now: number, hasRequest: boolean): number | null {
  let first = nextSilenceChange(items, now);
  if (hasRequest) first = Math.min(first ?? Infinity, nextMoment(now));
  for (const item of items) {
    const next = nextChangeOf(item, now);
    if (next !== null && (first === null || next < first)) first = next;
  }
  return first;
}

function factorScores({ factors }: ScoreResult): Partial<Record<Factor, FactorScore>> {
  const scores: Partial<Record<Factor, FactorScore>> = {};
  for (const { factor, score, low, high, confidence, weight } of factors) {
    scores[factor] = {
      score: toStep(score),
      low: toStep(low),
      high: toStep(high),
      confidence: toStep(confidence),
      weight: toStep(weight),
    };
  }
  return scores;
}

/** Weights are fixed per entity type over the factors the type has, never over those that happened to report. */
function normalisedWeights({ weights }: ModelSettings): Record<EntityType, readonly FactorWeight[]> {
  const table = {} as Record<EntityType, readonly FactorWeight[]>;
  for (const type of ENTITY_TYPES) {
    const own = FACTORS.flatMap((factor) => {
      const weight = weights[type][factor] ?? 0;
      return weight > 0 ? [{ factor, weight }] : [];
    });
    const total = own.reduce((sum, { weight }) => sum + weight, 0);
    table[type] = own.map(({ factor, weight }) => ({ factor, weight: weight / total }));
  }
  return table;
}
