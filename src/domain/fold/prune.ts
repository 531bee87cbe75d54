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
  const ranked = kept.toSorted(
    (a, b) => rank(b, now) - rank(a, now) || b.observedAt - a.observedAt || (a.id < b.id ? -1 : 1),
  );
  const survivors = new Set(ranked.slice(0, ITEMS_MAX));
  return kept.filter((item) => survivors.has(item));
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
