/** Evidence from the moment of the question itself: it lives for this answer only and is never stored. */
import type { Observation, Population, RequestContext } from '../detections/detection.ts';
import type { EvidenceItem } from '../evidence.ts';
import type { DetectionIndex } from './detection-index.ts';
import type { AssessInput } from './model.ts';
import { evidenceFrom } from './raise.ts';

export function requestItems(
  { state, now }: AssessInput,
  request: RequestContext,
  detections: DetectionIndex,
  population: Population,
): EvidenceItem[] {
  const items: EvidenceItem[] = [];
  const observation: Observation = { kind: 'request', at: now, request };
  const input = { observation, entityType: state.entity.type, profile: state.profile, population };
  for (const { detection, scale } of detections.observing(state.entity.type, 'request')) {
    for (const finding of detection.detect(input)) {
      if (finding.kind === 'raise' && finding.strength > 0) {
        items.push(evidenceFrom(detection, finding, { observation, scale }));
      }
    }
  }
  return items;
}
