/** Findings of one detection into the evidence of one entity. */
import type { Detection, Finding, Retract } from '../detections/detection.ts';
import type { EvidenceItem } from '../evidence.ts';
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
  const renewed: EvidenceItem = {
    ...raised,
    since: known.status === 'live' ? known.since : raised.since,
    signalIds: [...known.signalIds, ...raised.signalIds.filter((id) => !known.signalIds.includes(id))].slice(
      -SIGNAL_IDS_MAX,
    ),
  };
  return items.with(index, renewed);
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
