/** What a person or an analyst said about evidence. */
import type { EvidenceItem } from '../evidence.ts';
import type { SignalOf } from '../signal.ts';
import { settle } from './findings.ts';

/** Confirmed evidence is certain: its source's reliability becomes full. */
const CERTAIN = 1000;

export function applyFeedback(items: readonly EvidenceItem[], signal: SignalOf<'feedback'>): readonly EvidenceItem[] {
  const { verdict, target } = signal.data;
  const matches = (item: EvidenceItem): boolean => isTarget(item, target);
  switch (verdict) {
    case 'it_was_me':
    case 'dismissed':
      return settle(items, matches, 'retracted');
    case 'resolved':
      return settle(items, matches, 'resolved');
    case 'confirmed':
      return items.map((item) => (item.status === 'live' && matches(item) ? { ...item, reliability: CERTAIN } : item));
    default:
      return verdict satisfies never;
  }
}

/** A target is an evidence id, or a detection id for all of its items. Trust evidence is not open to feedback. */
export function isTarget(item: EvidenceItem, target: string): boolean {
  return item.sign < 0 && (item.id === target || item.detection === target);
}
