/** Live risk evidence as indicators: one a detection, strongest first. */
import type { RiskIndicator } from '../assessment.ts';
import type { DetectionIndex } from './detection-index.ts';
import type { ScoreResult } from './score.ts';

/** Below this live mass (nats) risk evidence still counts in the score but is no longer shown as an indicator. */
const INDICATOR_MIN_NATS = 0.25;

export function indicatorsOf({ factors }: ScoreResult, detections: DetectionIndex): RiskIndicator[] {
  const found = new Map<string, { indicator: RiskIndicator; mass: number }>();
  for (const { items } of factors) {
    for (const { item, mass } of items) {
      if (item.sign > 0 || mass < INDICATOR_MIN_NATS) continue;
      const known = found.get(item.detection);
      const since = Math.min(item.since, known?.indicator.since ?? item.since);
      const { title, severity, techniques } = detections.info(item.detection);
      found.set(item.detection, {
        indicator: { id: item.detection, factor: item.factor, severity, title, since, techniqueIds: techniques },
        mass: Math.max(mass, known?.mass ?? 0),
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => b.mass - a.mass || (a.indicator.id < b.indicator.id ? -1 : 1))
    .map(({ indicator }) => indicator);
}
