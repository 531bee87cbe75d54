/** The first moment at which decay alone changes an entity's level. */
import type { Forecast } from '../trend.ts';
import { levelOf } from './levels.ts';
import type { AssessInput, Model } from './model.ts';

const DAY_MS = 24 * 3_600_000;
const HORIZON_MS = 90 * DAY_MS;
/** Doubling steps that find a bracket, then halvings that pin it to the minute. */
const FIRST_STEP_MS = 15 * 60_000;
const PRECISION_MS = 60_000;

/**
 * Looks ahead in growing steps and pins down the first change it meets. A level that changes and changes back between
 * two looks is missed; steps start at 15 minutes and grow by half, so only brief excursions can be.
 * `null` when the level holds for 90 days.
 */
export function forecastLevel(model: Model, input: AssessInput): Forecast | null {
  const scoreAt = (now: number): number => model.weigh({ ...input, request: null, now }).result.score;
  const levelAt = (score: number): Forecast['level'] =>
    levelOf(Math.round(score * 1e6) / 1e6, model.settings.levelBounds);
  const level = levelAt(scoreAt(input.now));

  let held = input.now;
  let step = FIRST_STEP_MS;
  while (held + step <= input.now + HORIZON_MS) {
    let changed = held + step;
    if (levelAt(scoreAt(changed)) === level) {
      held = changed;
      step *= 1.5;
      continue;
    }
    while (changed - held > PRECISION_MS) {
      const middle = Math.floor((held + changed) / 2);
      if (levelAt(scoreAt(middle)) === level) held = middle;
      else changed = middle;
    }
    const score = scoreAt(changed);
    return { at: changed, level: levelAt(score), score: Math.round(score * 1e6) / 1e6 };
  }
  return null;
}
