/** Keeps an entity's evidence bounded: what has faded goes, then settled items, then those that say least. */
import type { EvidenceItem } from '../evidence.ts';
import { capWith, liveMass, shareLeft } from '../model/mass.ts';

export const ITEMS_MAX = 64;

/** Settled items stay this long for the analyst's view. */
const SETTLED_KEPT_MS = 30 * 24 * 3_600_000;
/** A faded item below this mass (nats) and below this pull of its cap can no longer move a score visibly. */
const FADED_NATS = 0.02;
const FADED_PULL = 0.005;

export function prune(items: readonly EvidenceItem[], now: number): readonly EvidenceItem[] {
  const kept = items.every((item) => isKept(item, now)) ? items : items.filter((item) => isKept(item, now));
  if (kept.length <= ITEMS_MAX) return kept;
  const dropped = new Set(
    ranked(kept, now)
      .sort(strongestFirst)
      .slice(ITEMS_MAX)
      .map(({ item }) => item),
  );
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
  if (item.halfLifeMs === null || liveMass(item, now) >= FADED_NATS) return true;
  return 1 - capWith(item, shareLeft(item, now)) > FADED_PULL;
}

/** A full cap outranks every mass; masses are at most 20 nats. */
const CAP_RANK = 100;

/**
 * Live before settled, capping before the rest, then by what an item adds to its group after damping. By bare mass, a
 * flood of one kind would push out the only item of another kind, and so raise trust by adding risk.
 */
function ranked(items: readonly EvidenceItem[], now: number): Ranked[] {
  const groups = new Map<string, Ranked[]>();
  for (const item of items) {
    const key = item.status === 'live' ? `${item.factor}/${item.sign}/${item.group}` : 'settled';
    const entry = { item, rank: item.status === 'live' ? liveMass(item, now) : -1 };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups].flatMap(([key, group]) =>
    key === 'settled'
      ? group
      : group.sort(strongestFirst).map(({ item, rank }, place) => ({
          item,
          rank: rank / ((place + 1) * Math.sqrt(place + 1)) + CAP_RANK * (1 - capWith(item, shareLeft(item, now))),
        })),
  );
}
