/** Findings of one detection into the evidence of one entity. */
import type { Detection, Finding, Retract } from '../detections/detection.ts';
import type { EvidenceItem } from '../evidence.ts';
import { liveMass } from '../model/mass.ts';
import { evidenceFrom, type RaiseContext } from '../model/raise.ts';

/** Signals remembered per item: enough to show, bounded for a burst that strengthens one item a thousand times. */
const SIGNAL_IDS_MAX = 5;

export function applyFindings(
  items: readonly EvidenceItem[],
  detection: Detection,
  findings: readonly Finding[],
  context: RaiseContext,
): readonly EvidenceItem[] {
  return findings.reduce<readonly EvidenceItem[]>((current, finding) => {
    if (finding.kind === 'raise') {
      // A check without strength says nothing any more: what stood there before is settled.
      const raised = evidenceFrom(detection, finding, context);
      return raised.strength > 0 ? put(current, raised) : settle(current, (item) => item.id === raised.id, 'resolved');
    }
    if (finding.kind === 'resolve') {
      const id = `${detection.id}#${finding.key}`;
      return settle(
        current,
        (item) => (finding.key === '*' ? item.detection === detection.id : item.id === id),
        'resolved',
      );
    }
    return settle(current, (item) => isRetracted(item, finding), 'retracted');
  }, items);
}

function put(items: readonly EvidenceItem[], raised: EvidenceItem): readonly EvidenceItem[] {
  const index = items.findIndex(({ id }) => id === raised.id);
  const known = items[index];
  if (known === undefined) return [...items, raised];
  const signalIds = [...known.signalIds, ...raised.signalIds.filter((id) => !known.signalIds.includes(id))];
  return items.with(index, { ...renewed(known, raised), signalIds: signalIds.slice(-SIGNAL_IDS_MAX) });
}

/** The same cause seen again. */
function renewed(known: EvidenceItem, raised: EvidenceItem): EvidenceItem {
  const isEvent = raised.halfLifeMs !== null;
  // "It was me" holds for its cause; a state that is reported again holds again.
  if (known.status === 'retracted' && isEvent) return known;
  if (known.status !== 'live') return raised;
  // More of the same must not weigh less: a milder repetition leaves the item as it is.
  if (isEvent && liveMass(known, raised.observedAt) > liveMass(raised, raised.observedAt)) return known;
  return { ...raised, since: known.since };
}

function isRetracted(item: EvidenceItem, { detections, sessionId }: Retract): boolean {
  if (item.sign > 0 || !detections.includes(item.detection)) return false;
  return sessionId == null || item.sessionId === null || item.sessionId === sessionId;
}

export function settle(
  items: readonly EvidenceItem[],
  matches: (item: EvidenceItem) => boolean,
  status: 'resolved' | 'retracted',
): readonly EvidenceItem[] {
  if (!items.some((item) => item.status === 'live' && matches(item))) return items;
  return items.map((item) => (item.status === 'live' && matches(item) ? { ...item, status } : item));
}
