import { DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey } from '../reading.ts';

export const detection: Detection = {
  id: 'au.aitm_blocked',
  factor: 'authentication',
  group: 'phishing',
  halfLife: 7 * DAY_MS,
  cap: 0.35,
  severity: 'CRITICAL',
  title: 'Phishing site was blocked',
  techniques: ['T1557', 'T1566'],
  advice:
    'The person was on a look-alike site; the origin check of their key stopped it. Find the message and who else got it.',
  personAdvice:
    'You were about to sign in on a false site. Change your password and report the message that led there.',
  falsePositive:
    'A renamed portal with old registrations: its origin fails for everybody at once. Resolving ends the item.',
  entityTypes: ['user', 'session'],
  observes: ['authentication', 'finding'],
  detect({ observation }) {
    if (observation.kind !== 'signal') return NOTHING;
    const { signal } = observation;
    const key = dayKey(observation.at);
    if (signal.type === 'finding') {
      if (signal.data.kind !== 'phishing_blocked') return NOTHING;
      if (signal.data.status === 'resolved') return [{ kind: 'resolve', key: '*' }];
      return [{ kind: 'raise', key, strength: 6 * signal.data.confidence }];
    }
    if (signal.type !== 'authentication') return NOTHING;
    const isBlocked = signal.data.failureReason === 'origin_mismatch' || signal.data.hints.includes('phishing_blocked');
    return isBlocked ? [{ kind: 'raise', key, strength: 6 }] : NOTHING;
  },
};
