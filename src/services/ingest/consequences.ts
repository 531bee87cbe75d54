/** What a commit changes for one entity: its stored state, its summary, its history, and what subscribers hear. */
import type { Assessment, RiskIndicator } from '../../domain/assessment.ts';
import { FACTORS, type Factor } from '../../domain/entity.ts';
import { publishLevel } from '../../domain/model/levels.ts';
import { levelOf } from '../../domain/model/levels.ts';
import type { Model } from '../../domain/model/model.ts';
import type { Change, IndicatorChange, ScoreSnapshot } from '../../domain/ports/change-bus.ts';
import type { StateSummary, StateWrite } from '../../domain/ports/evidence-store.ts';
import type { ScorePoint } from '../../domain/ports/history-store.ts';
import type { Signal } from '../../domain/signal.ts';
import type { EntityState } from '../../domain/state.ts';

export interface Consequences {
  readonly write: StateWrite;
  readonly change: Omit<Change, 'position'> | null;
  readonly point: ScorePoint | null;
}

export interface ConsequencesInput {
  readonly before: EntityState;
  readonly beforeDevice: EntityState | null;
  readonly after: EntityState;
  readonly afterDevice: EntityState | null;
  /** Signals of this batch fed the entity itself; else it only depends on another that changed. */
  readonly isFed: boolean;
  readonly signals: readonly Signal[];
  readonly now: number;
}

/** How many causing signals a change names. */
const SIGNAL_IDS_MAX = 5;

/** `null` when a dependant turns out not to be affected. */
export function consequencesOf(model: Model, input: ConsequencesInput): Consequences | null {
  const { before, after, now } = input;
  const was = model.assess({ state: before, device: input.beforeDevice, request: null, now });
  const is = model.assess({ state: after, device: input.afterDevice, request: null, now });
  const indicators = indicatorChanges(was.indicators, is.indicators);
  const isChanged = was.score !== is.score || was.low !== is.low || was.high !== is.high || indicators.length > 0;
  if (!input.isFed && !isChanged) return null;

  const revision = before.revision + 1;
  const published = publishLevel(before.published, is.score, now, isRemediated(before, after), model.settings);
  const publishedBefore = before.published?.level ?? levelOf(model.settings.baseRate, model.settings.levelBounds);
  const state: EntityState = { ...after, revision, published };
  return {
    write: { state, summary: summaryOf(is, after) },
    change: isChanged
      ? {
          entity: after.entity,
          revision,
          at: now,
          before: before.revision === 0 ? null : snapshotOf(was),
          after: snapshotOf(is),
          levelChanged: published.level !== publishedBefore,
          indicators,
          signalIds: input.signals.map(({ id }) => id).slice(-SIGNAL_IDS_MAX),
        }
      : null,
    point: isChanged ? { ...pointOf(model, state, input.afterDevice, pointTime(input)), revision } : null,
  };
}

/** The score of a state at a moment, by default that of its newest signal, so that a backlog makes a history where it belongs. */
export function pointOf(
  model: Model,
  state: EntityState,
  device: EntityState | null,
  at: number = state.folded?.at ?? 0,
): ScorePoint {
  const { score, low, high, confidence, level, factors } = model.assess({ state, device, request: null, now: at });
  const scores: Partial<Record<Factor, number>> = {};
  for (const factor of FACTORS) {
    const own = factors[factor];
    if (own !== undefined) scores[factor] = own.score;
  }
  return {
    entity: state.entity,
    at,
    score,
    low,
    high,
    confidence,
    level,
    factors: scores,
    revision: state.revision,
    cause: 'change',
  };
}

/** When the newest signal moved the state forward the point stands there; a late one or a dependency changes the present. */
function pointTime({ before, after, isFed, now }: ConsequencesInput): number {
  const newest = after.folded?.at ?? now;
  return isFed && newest > (before.folded?.at ?? -Infinity) ? Math.min(newest, now) : now;
}

function summaryOf(assessment: Assessment, { folded }: EntityState): StateSummary {
  return {
    score: assessment.score,
    level: assessment.level,
    confidence: assessment.confidence,
    indicators: assessment.indicators.map(({ id }) => id),
    factors: [...new Set(assessment.indicators.map(({ factor }) => factor))],
    lastSignalAt: folded?.at ?? null,
  };
}

function snapshotOf({ score, low, high, level, confidence }: Assessment): ScoreSnapshot {
  return { score, low, high, level, confidence };
}

function indicatorChanges(was: readonly RiskIndicator[], is: readonly RiskIndicator[]): IndicatorChange[] {
  const [before, after] = [new Set(was.map(({ id }) => id)), new Set(is.map(({ id }) => id))];
  const asChange = (
    { id, factor, severity, title }: RiskIndicator,
    state: IndicatorChange['state'],
  ): IndicatorChange => ({
    indicator: id,
    factor,
    severity,
    title,
    state,
  });
  return [
    ...is.filter(({ id }) => !before.has(id)).map((indicator) => asChange(indicator, 'RAISED')),
    ...was.filter(({ id }) => !after.has(id)).map((indicator) => asChange(indicator, 'CLEARED')),
  ];
}

/** Somebody or something settled risk evidence: trust may come back at once instead of after the hold time. */
function isRemediated(before: EntityState, after: EntityState): boolean {
  const settled = new Set(after.items.filter(({ status }) => status !== 'live').map(({ id }) => id));
  return before.items.some(({ id, status, sign }) => status === 'live' && sign < 0 && settled.has(id));
}
