import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, signalOf } from '../reading.ts';

export const detection: Detection = {
  id: 'au.push_mismatch',
  factor: 'authentication',
  group: 'push',
  halfLife: 24 * HOUR_MS,
  cap: 0.35,
  severity: 'HIGH',
  title: 'Push answered from another place',
  techniques: ['T1621'],
  advice: 'The sign-in and the answer to its push came from different places. Ask the person whether they started it.',
  personAdvice: 'Approve a push only when you have just signed in yourself.',
  falsePositive: 'A VPN on the laptop but not on the phone: from corporate egress or a known exit nothing is raised.',
  entityTypes: ['user', 'session'],
  observes: ['authentication'],
  detect({ observation }) {
    const signal = signalOf(observation, 'authentication');
    if (signal === null || !signal.data.hints.includes('push_mismatch')) return NOTHING;
    if (signal.network?.corporate === true || signal.network?.anonymizer === 'relay') return NOTHING;
    return [{ kind: 'raise', key: dayKey(observation.at), strength: 4 }];
  },
};
