/**
 * Evidence to score: damped groups, then subjective-logic factors (A. Jøsang, "Subjective Logic", 2016, beta
 * evidence), then fixed weights, then caps.
 *
 * Every step is written so that floating-point rounding keeps its order: more risk never raises a result and more
 * trust never lowers one, not even in the last bit. That is why the factor formulas are ratios `1 − 1/(1 + q)`.
 */
import type { Factor } from '../entity.ts';
import type { EvidenceItem } from '../evidence.ts';
import { liveCap, liveMass } from './mass.ts';
import type { ModelSettings } from './settings.ts';

/** An item with its mass at the moment of the question, in nats. */
export interface WeighedItem {
  readonly item: EvidenceItem;
  readonly mass: number;
  /** Mass after damping within its group; what enters r or s. */
  damped: number;
}

export interface FactorResult {
  readonly factor: Factor;
  readonly weight: number;
  /** Trust and risk mass, nats. */
  readonly trust: number;
  readonly risk: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly items: readonly WeighedItem[];
}

export interface ScoreResult {
  readonly factors: readonly FactorResult[];
  /** Weighted sum before caps, and the numbers after them. */
  readonly uncapped: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  /** The item whose cap binds; `null` when none does. */
  readonly cappedBy: EvidenceItem | null;
}

/** `1 / i^1.5` by square root, which is rounded exactly; index 0 is the strongest item. */
const DAMPING: readonly number[] = Array.from({ length: 256 }, (_, i) => 1 / ((i + 1) * Math.sqrt(i + 1)));

export interface FactorWeight {
  readonly factor: Factor;
  readonly weight: number;
}

export function scoreItems(
  items: readonly EvidenceItem[],
  now: number,
  weights: readonly FactorWeight[],
  settings: ModelSettings,
): ScoreResult {
  const weighed: WeighedItem[] = [];
  let cap = 1;
  let cappedBy: EvidenceItem | null = null;
  for (const item of items) {
    const mass = liveMass(item, now);
    if (mass > 0) weighed.push({ item, mass, damped: 0 });
    const ceiling = liveCap(item, now);
    if (ceiling < cap || (ceiling === cap && cappedBy !== null && item.id < cappedBy.id)) {
      cap = ceiling;
      cappedBy = item;
    }
  }
  weighed.sort(byFactorSignGroupMass);

  const factors = weights.map(({ factor, weight }) => scoreFactor(factor, weight, weighed, settings));
  let uncapped = 0;
  let low = 0;
  let high = 0;
  let confidence = 0;
  for (const factor of factors) {
    uncapped += factor.weight * factor.score;
    low += factor.weight * factor.low;
    high += factor.weight * factor.high;
    confidence += factor.weight * factor.confidence;
  }
  return {
    factors,
    uncapped,
    score: Math.min(cap, uncapped),
    low: Math.min(cap, low),
    high: Math.min(cap, high),
    confidence,
    cappedBy: cap < uncapped ? cappedBy : null,
  };
}

/** One order for all machines and arrival orders; ties in mass are equal numbers, so their order can't matter. */
function byFactorSignGroupMass(a: WeighedItem, b: WeighedItem): number {
  if (a.item.factor !== b.item.factor) return a.item.factor < b.item.factor ? -1 : 1;
  if (a.item.sign !== b.item.sign) return a.item.sign - b.item.sign;
  if (a.item.group !== b.item.group) return a.item.group < b.item.group ? -1 : 1;
  return b.mass - a.mass || (a.item.id < b.item.id ? -1 : 1);
}

function scoreFactor(
  factor: Factor,
  weight: number,
  sorted: readonly WeighedItem[],
  { priorWeight: W, baseRate: a, trustMassMax }: ModelSettings,
): FactorResult {
  const own: WeighedItem[] = [];
  const sums = { trust: 0, risk: 0 };
  let groupSum = 0;
  let rank = 0;
  let previous: EvidenceItem | null = null;
  const closeGroup = (): void => {
    if (previous === null) return;
    if (previous.sign > 0) sums.trust += groupSum;
    else sums.risk += groupSum;
  };
  for (const entry of sorted) {
    if (entry.item.factor !== factor) continue;
    own.push(entry);
    if (previous === null || previous.group !== entry.item.group || previous.sign !== entry.item.sign) {
      closeGroup();
      groupSum = 0;
      rank = 0;
    }
    entry.damped = entry.mass * (DAMPING[rank] ?? 0);
    groupSum += entry.damped;
    rank += 1;
    previous = entry.item;
  }
  closeGroup();

  const trust = Math.min(trustMassMax, sums.trust);
  const risk = sums.risk;
  return {
    factor,
    weight,
    trust,
    risk,
    score: fromOdds((trust + W * a) / (risk + W * (1 - a))),
    low: fromOdds(trust / (risk + W)),
    high: fromOdds((trust + W) / risk),
    confidence: fromOdds((trust + risk) / W),
    items: own,
  };
}

/** q / (1 + q), written so that it rises with q under rounding; 1 for infinite odds. */
function fromOdds(odds: number): number {
  return 1 - 1 / (1 + odds);
}
