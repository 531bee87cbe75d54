import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, loginOf } from '../reading.ts';
import { weightAt } from '../../profile/counts.ts';
import { hourKeyOf, hourOfDay } from '../../profile/keys.ts';
import type { Profile } from '../../profile/profile.ts';

/** Fewer sign-ins than this are no rhythm. */
const HISTORY_MIN = 20;
/** Share of the entity's activity below which an hour of day is unusual for it. */
const RARE_SHARE = 0.03;
/** How far neighbouring hours speak for this one, by distance in hours. */
const KERNEL = [1, 0.6, 0.25] as const;

export const detection: Detection = {
  id: 'ub.unusual_hour',
  factor: 'user_behavior',
  group: 'rhythm',
  halfLife: 12 * HOUR_MS,
  severity: 'LOW',
  title: 'Active at an unusual hour',
  techniques: ['T1078'],
  advice:
    'The entity is rarely active at this time of day. By itself this means little; read it with the other indicators.',
  personAdvice: 'Your account was used at an hour unusual for you. If that was not you, change your password.',
  falsePositive: 'Shift changes and deadlines: the item is weak and gone in a day.',
  entityTypes: ['user', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    if (loginOf(observation) === null) return NOTHING;
    const hour = hourOfDay(hourKeyOf(observation.at));
    const share = shareAround(profile, hour, observation.at);
    if (share === null || share >= RARE_SHARE) return NOTHING;
    const strength = 0.3 + 0.5 * (1 - share / RARE_SHARE);
    return [{ kind: 'raise', key: dayKey(observation.at), strength, facts: { hour_utc: hour } }];
  },
};

/** Share of the activity around an hour of day, across midnight; `null` without enough history. */
function shareAround({ hour: counts }: Profile, hour: number, at: number): number | null {
  let total = 0;
  let near = 0;
  for (const key of Object.keys(counts)) {
    const weight = weightAt(counts[key], at);
    const apart = Math.abs(hourOfDay(key) - hour);
    total += weight;
    near += weight * (KERNEL[Math.min(apart, 24 - apart)] ?? 0);
  }
  return total < HISTORY_MIN ? null : near / total;
}
