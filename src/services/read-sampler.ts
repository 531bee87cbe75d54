/** Keeps now and then an answer for the history, so that a trend shows decay between signals too. */
import type { Assessment } from '../domain/assessment.ts';
import { entityKey, FACTORS, type Factor } from '../domain/entity.ts';
import type { ScorePoint } from '../domain/ports/history-store.ts';

/** Entities whose last sample is remembered; forgetting one only means an extra sample. */
const REMEMBERED_MAX = 20_000;

export function createReadSampler(
  everySeconds: number,
  keep: (point: ScorePoint) => void,
): (assessment: Assessment) => void {
  const sampledAt = new Map<string, number>();
  return (assessment) => {
    // Nothing is known about entities without a revision, so there is nothing to draw; and anybody could ask for millions.
    if (everySeconds === 0 || assessment.revision === 0) return;
    const key = entityKey(assessment.entity);
    const last = sampledAt.get(key);
    if (last !== undefined && assessment.assessedAt - last < everySeconds * 1000) return;
    sampledAt.delete(key);
    sampledAt.set(key, assessment.assessedAt);
    if (sampledAt.size > REMEMBERED_MAX) sampledAt.delete(sampledAt.keys().next().value ?? key);
    keep(pointOfAnswer(assessment));
  };
}

function pointOfAnswer(assessment: Assessment): ScorePoint {
  const { entity, score, low, high, confidence, level, revision } = assessment;
  const factors: Partial<Record<Factor, number>> = {};
  for (const factor of FACTORS) {
    const own = assessment.factors[factor];
    if (own !== undefined) factors[factor] = own.score;
  }
  return { entity, at: assessment.assessedAt, score, low, high, confidence, level, factors, revision, cause: 'read' };
}
