import { NOTHING, type Detection } from '../detection.ts';

export const detection: Detection = {
  id: 'au.leaked_credential',
  factor: 'authentication',
  group: 'credential',
  halfLife: 'state',
  cap: 0.35,
  severity: 'CRITICAL',
  title: 'Password found in a leak',
  techniques: ['T1589.001', 'T1078'],
  advice: 'The current password is in circulation. Force a reset, then check the sign-ins since the leak.',
  personAdvice: 'Your password has become known. Change it now, here and wherever else you use it.',
  falsePositive:
    'Leaks of older passwords: sources must report verified matches only. A change of password clears the item.',
  entityTypes: ['user', 'service', 'application'],
  observes: ['finding', 'account_change'],
  detect({ observation }) {
    if (observation.kind !== 'signal') return NOTHING;
    const { signal } = observation;
    if (signal.type === 'account_change') {
      const isChanged = signal.data.change === 'password_changed' || signal.data.change === 'password_reset';
      return isChanged ? [{ kind: 'resolve', key: '*' }] : NOTHING;
    }
    if (signal.type !== 'finding' || signal.data.kind !== 'credential_leaked') return NOTHING;
    if (signal.data.status === 'resolved') return [{ kind: 'resolve', key: '*' }];
    return [{ kind: 'raise', key: 'password', strength: 6 * signal.data.confidence }];
  },
};
