import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, signalOf } from '../reading.ts';
import { failuresWithin, isGuess } from './failures.ts';

const WINDOW_MS = HOUR_MS / 6;
/** Wrong passwords within ten minutes beyond what a forgetful person types. */
const FAILURES_MIN = 8;
const STRENGTH = 1.5;

export const detection: Detection = {
  id: 'au.brute_force',
  factor: 'authentication',
  group: 'guessing',
  halfLife: 12 * HOUR_MS,
  severity: 'MEDIUM',
  title: 'Password guessing',
  techniques: ['T1110.001'],
  advice: 'Many wrong passwords in a short time. Check where they come from, and whether one was right in the end.',
  personAdvice: 'Somebody tried to guess your password. Use a long one and a second factor.',
  falsePositive:
    'A phone with an old password: its failures stay weak, because anybody can fail on somebody’s account.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    const signal = signalOf(observation, 'authentication');
    if (signal?.data.outcome !== 'failure' || !isGuess(signal.data.failureReason)) return NOTHING;
    const failures = 1 + failuresWithin(profile, isGuess, { at: observation.at, windowMs: WINDOW_MS }).length;
    if (failures < FAILURES_MIN) return NOTHING;
    return [{ kind: 'raise', key: hourKey(observation.at), strength: STRENGTH, facts: { failures } }];
  },
};
