import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, signalOf } from '../reading.ts';

/** Active hours after which the entity's own mean can be relied on. */
const HISTORY_HOURS_MIN = 5;
/** Objects an hour that need no explanation whoever it is. */
const USUAL = 10;
const USUAL_WITHOUT_HISTORY = 100;
/** Work is bursty: three times the mean happens to everybody. */
const BURST = 3;
const STRENGTH_MAX = 4;
/** A smaller excess is worth knowing, but does not hold trust down by itself. */
const CAP_FROM = 2;

export const detection: Detection = {
  id: 'ub.mass_access',
  factor: 'user_behavior',
  group: 'volume',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Mass access or download',
  techniques: ['T1530', 'T1567', 'T1213'],
  advice:
    'The entity opens far more objects an hour than it ever did. Look at what they have in common and where they went.',
  personAdvice: 'Your account opened an unusual number of items. If that was not you, contact your security team.',
  falsePositive: 'Backup and synchronisation clients: their own mean is high, so that their volume is usual for them.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['access'],
  detect({ observation, profile }) {
    const signal = signalOf(observation, 'access');
    if (signal?.data.outcome !== 'allowed') return NOTHING;
    const { mean, hours, hour, current } = profile.accessRate;
    const objects = signal.data.count + (Math.floor(observation.at / HOUR_MS) === hour ? current : 0);
    const expected = BURST * (mean + (hours < HISTORY_HOURS_MIN ? USUAL_WITHOUT_HISTORY : USUAL));
    const strength = Math.min(STRENGTH_MAX, 2 * Math.log(objects / expected));
    if (strength <= 0) return NOTHING;
    const cap = strength < CAP_FROM ? { cap: null } : {};
    const facts = { objects, usual: Math.round(mean) };
    return [{ kind: 'raise', key: hourKey(observation.at), strength, ...cap, facts }];
  },
};
