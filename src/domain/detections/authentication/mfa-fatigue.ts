import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, signalOf } from '../reading.ts';
import { failuresWithin, isRefusedPush } from './failures.ts';

const WINDOW_MS = HOUR_MS / 6;
/** Refused or ignored pushes within ten minutes that nobody sends to themselves. */
const REFUSED_MIN = 5;
const STRENGTH = 3;
/** The person gave in: the intruder is inside. */
const STRENGTH_GIVEN_IN = 6;

export const detection: Detection = {
  id: 'au.mfa_fatigue',
  factor: 'authentication',
  group: 'push',
  halfLife: 24 * HOUR_MS,
  cap: 0.35,
  severity: 'CRITICAL',
  title: 'Flood of push requests',
  techniques: ['T1621'],
  advice:
    'Somebody has the password and floods the person with pushes. Reset it; if one was approved, end all sessions.',
  personAdvice: 'You got push requests you did not start. Never approve them, and change your password.',
  falsePositive: 'A push service that fails: errors of the application are told apart from refusals and do not count.',
  entityTypes: ['user', 'session'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    const signal = signalOf(observation, 'authentication');
    if (signal === null || signal.data.outcome === 'challenge') return NOTHING;
    const { outcome, failureReason } = signal.data;
    const refusedNow = outcome === 'failure' && isRefusedPush(failureReason);
    if (outcome === 'failure' && !refusedNow) return NOTHING;
    const earlier = failuresWithin(profile, isRefusedPush, { at: observation.at, windowMs: WINDOW_MS }).length;
    const refused = earlier + (refusedNow ? 1 : 0);
    if (refused < REFUSED_MIN) return NOTHING;
    const strength = refusedNow ? STRENGTH : STRENGTH_GIVEN_IN;
    return [{ kind: 'raise', key: hourKey(observation.at), strength, facts: { refused, approved: !refusedNow } }];
  },
};
