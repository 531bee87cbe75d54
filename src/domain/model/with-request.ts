/** Evidence from the moment of the question itself: it counts for this answer only and is never stored. */
import type { Observation, Population, RequestContext } from '../detections/detection.ts';
import type { EvidenceItem } from '../evidence.ts';
import type { EntityState } from '../state.ts';
import type { DetectionIndex } from './detection-index.ts';
import { massWith, shareLeft } from './mass.ts';
import { evidenceFrom } from './raise.ts';

export interface RequestQuestion {
  readonly state: EntityState;
  readonly request: RequestContext;
  readonly now: number;
}

/**
 * `items` with what the request adds and settles. A request that repeats the cause of a stored item (same id) counts
 * once, by the heavier of the two; one whose cause was taken back stays taken back.
 */
export function withRequest(
  items: readonly EvidenceItem[],
  { state, request, now }: RequestQuestion,
  detections: DetectionIndex,
  population: Population,
): EvidenceItem[] {
  let counted = [...items];
  const observation: Observation = { kind: 'request', at: momentOf(now, state), request };
  const input = { observation, entityType: state.entity.type, profile: state.profile, population };
  for (const { detection, scale } of detections.observing(state.entity.type, 'request')) {
    for (const finding of detection.detect(input)) {
      if (finding.kind === 'raise' && finding.strength > 0) {
        addOnce(counted, evidenceFrom(detection, finding, { observation, scale }), state, now);
      } else if (finding.kind === 'resolve') {
        const id = `${detection.id}#${finding.key}`;
        counted = counted.filter((item) => (finding.key === '*' ? item.detection !== detection.id : item.id !== id));
      }
    }
  }
  return counted;
}

/**
 * Detections compare the moment of a question with what went before it, so that their findings change with time. Asked
 * to the minute, the same question gets the same answer for that minute, and `nextMoment` says when it ends.
 */
const MOMENT_MS = 60_000;

/** The minute of the question, but never before the newest signal: a question can't precede what is known. */
function momentOf(now: number, { folded }: EntityState): number {
  return Math.max(Math.floor(now / MOMENT_MS) * MOMENT_MS, folded?.at ?? 0);
}

export function nextMoment(now: number): number {
  return Math.floor(now / MOMENT_MS) * MOMENT_MS + MOMENT_MS;
}

function addOnce(counted: EvidenceItem[], raised: EvidenceItem, state: EntityState, now: number): void {
  const stored = state.items.find(({ id }) => id === raised.id);
  if (stored?.status === 'retracted' && stored.halfLifeMs !== null) return;
  const index = counted.findIndex(({ id }) => id === raised.id);
  const known = counted[index];
  if (known === undefined) counted.push(raised);
  else if (massWith(raised, 1) >= massWith(known, shareLeft(known, now))) counted[index] = raised;
}
