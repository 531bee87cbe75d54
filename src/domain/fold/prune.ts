/** Keeps an entity's evidence bounded: what has faded goes, then settled items, then the weakest and oldest. */
import type { EvidenceItem } from '../evidence.ts';
import { liveMass } from '../model/mass.ts';

export const ITEMS_MAX = 64;

/** Settled items stay this long for the analyst's view. */
const SETTLED_KEPT_MS = 30 * 24 * 3_600_000;
/** A faded item below this mass (nats) and below this pull of its cap can no longer move a score visibly. */
const FADED_NATS = 0.02;

export function prune(items: readonly EvidenceItem[], now: number): readonly EvidenceItem[] {
  const kept = items.every((item) => isKept(item, now)) ? items : items.filter((item) => isKept(item, now));
  if (kept.length <= ITEMS_MAX) return kept;
  const ranked = kept.map((item) => ({ item, rank: rank(item, now) })).sort(strongestFirst);
  const dropped = new Set(ranked.slice(ITEMS_MAX).map(({ item }) => item));
  return kept.filter((item) => !dropped.has(item));
}

interface Ranked {
  readonly item: EvidenceItem;
  readonly rank: number;
}

function strongestFirst(a: Ranked, b: Ranked): number {
  return b.rank - a.rank || b.item.observedAt - a.item.observedAt || (a.item.id < b.item.id ? -1 : 1);
}

function isKept(item: EvidenceItem, now: number): boolean {
  if (item.status !== 'live') return now - item.observedAt < SETTLED_KEPT_MS;
  return item.halfLifeMs === null || liveMass(item, now) >= FADED_NATS;
}

/** Live before settled, capping before the rest, then by mass. */
function rank(item: EvidenceItem, now: number): number {
  if (item.status !== 'live') return -1;
  return liveMass(item, now) + (item.cap === null ? 0 : 100);
}
