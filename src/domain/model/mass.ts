/** How much an evidence item weighs at a moment, and how far it holds trust down. */
import { STATE_STALE_HALF_LIFE_MS, type EvidenceItem } from '../evidence.ts';
import { decayFactor, nextDecayStep } from './decay.ts';

/** Milli-nats × permille = micro-nats. */
const MICRO = 1e6;

/** Share of the item's strength left at `now`, 0..1. */
export function shareLeft(item: EvidenceItem, now: number): number {
  if (item.halfLifeMs !== null) return decayFactor(now - item.observedAt, item.halfLifeMs);
  // Silence must never raise trust: overdue trust evidence fades, overdue risk evidence stays until it is resolved.
  if (item.sign > 0 && item.reportBy !== null) return decayFactor(now - item.reportBy, STATE_STALE_HALF_LIFE_MS);
  return 1;
}

/** Live mass in nats: reliability × strength × share left. */
export function liveMass(item: EvidenceItem, now: number): number {
  return item.status === 'live' ? massWith(item, shareLeft(item, now)) : 0;
}

/** The mass of a live item of which `share` is left. */
export function massWith(item: EvidenceItem, share: number): number {
  return ((item.strength * item.reliability) / MICRO) * share;
}

/**
 * Ceiling on overall trust of a live item of which `share` is left, 0..1; it relaxes towards 1 as the item ages,
 * `1 − (1 − k)·2^(−Δ/h)`. 1 when there is none. Only risk evidence can cap: else more trust evidence could lower trust.
 */
export function capWith(item: EvidenceItem, share: number): number {
  if (item.cap === null || item.sign > 0 || item.strength === 0 || item.reliability === 0) return 1;
  return 1 - (1 - item.cap / 1000) * share;
}

/** The first moment after `now` at which this item's mass or cap changes by itself; `null` for never. */
export function nextChangeOf(item: EvidenceItem, now: number): number | null {
  if (item.status !== 'live') return null;
  if (item.halfLifeMs !== null) return nextDecayStep(item.observedAt, item.halfLifeMs, now);
  if (item.sign > 0 && item.reportBy !== null) return nextDecayStep(item.reportBy, STATE_STALE_HALF_LIFE_MS, now);
  return null;
}
