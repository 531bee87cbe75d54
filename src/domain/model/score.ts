/**
 * Evidence to score: damped groups, then subjective-logic factors (A. Jøsang, "Subjective Logic", 2016, beta
 * evidence), then fixed weights, then caps.
 *
 * Every step is written so that floating-point rounding keeps its order: more risk never raises a result and more
 * trust never lowers one, not even in the last bit. That is why the factor formulas are ratios `1 − 1/(1 + q)`.
 */
import type { Factor } from '../entity.ts';
import type { EvidenceItem } from '../evidence.ts';
import { capWith, massWith, shareLeft } from './mass.ts';
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
  const byFactor: WeighedItem[][] = weights.map(() => []);
  let cap = 1;
  let cappedBy: EvidenceItem | null = null;
  for (const item of items) {
    if (item.status !== 'live') continue;
    const share = shareLeft(item, now);
    const mass = massWith(item, share);
    if (mass > 0) {
      const index = indexOfFactor(weights, item.factor);
      if (index >= 0) insertSorted(byFactor[index] ?? [], { item, mass, damped: 0 });
    }
    if (item.cap === null) continue;
    const ceiling = capWith(item, share);
    if (ceiling < cap || (ceiling === cap && cappedBy !== null && item.id < cappedBy.id)) {
      cap = ceiling;
      cappedBy = item;
    }
  }

  const factors: FactorResult[] = [];
  let uncapped = 0;
  let low = 0;
  let high = 0;
  let confidence = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i];
    if (weight === undefined) continue;
    const factor = scoreFactor(weight, byFactor[i] ?? [], settings);
    factors.push(factor);
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

function indexOfFactor(weights: readonly FactorWeight[], factor: Factor): number {
  for (let i = 0; i < weights.length; i += 1) if (weights[i]?.factor === factor) return i;
  return -1;
}

/** Insertion from the end: states keep their items nearly in this order already, and a factor has few of them. */
function insertSorted(list: WeighedItem[], entry: WeighedItem): void {
  let at = list.length;
  while (at > 0) {
    const before = list[at - 1];
    if (before === undefined || comesBefore(before, entry)) break;
    list[at] = before;
    at -= 1;
  }
  list[at] = entry;
}

/** One order for all machines and arrival orders: by sign, group, falling mass; ties are equal numbers, so by id. */
function comesBefore(a: WeighedItem, b: WeighedItem): boolean {
  const x = a.item;
  const y = b.item;
  if (x.sign !== y.sign) return x.sign < y.sign;
  if (x.group !== y.group) return x.group < y.group;
  return a.mass === b.mass ? x.id < y.id : a.mass > b.mass;
}

function scoreFactor(
  { factor, weight }: FactorWeight,
  items: readonly WeighedItem[],
  { priorWeight: W, baseRate: a, trustMassMax }: ModelSettings,
): FactorResult {
  let trustSum = 0;
  let risk = 0;
  let group = 0;
  let rank = 0;
  for (let i = 0; i < items.length; i += 1) {
    const entry = items[i];
    if (entry === undefined) continue;
    entry.damped = entry.mass * (DAMPING[rank] ?? 0);
    group += entry.damped;
    rank += 1;
    const next = items[i + 1];
    if (next !== undefined && next.item.group === entry.item.group && next.item.sign === entry.item.sign) continue;
    if (entry.item.sign > 0) trustSum += group;
    else risk += group;
    group = 0;
    rank = 0;
  }
  const trust = Math.min(trustMassMax, trustSum);
  return {
    factor,
    weight,
    trust,
    risk,
    score: fromOdds((trust + W * a) / (risk + W * (1 - a))),
    low: fromOdds(trust / (risk + W)),
    high: fromOdds((trust + W) / risk),
    confidence: fromOdds((trust + risk) / W),
    items,
  };
}

/** q / (1 + q), written so that it rises with q under rounding; 1 for infinite odds. */
function fromOdds(odds: number): number {
  return 1 - 1 / (1 + odds);
}
