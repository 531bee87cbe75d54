import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { signalOf } from '../reading.ts';

export const detection: Detection = {
  id: 'au.refresh_reuse',
  factor: 'authentication',
  group: 'session',
  halfLife: 24 * HOUR_MS,
  cap: 0.15,
  severity: 'CRITICAL',
  title: 'Refresh token used twice',
  techniques: ['T1539', 'T1550.004'],
  advice: 'A refresh token that had been exchanged came back: two parties hold it. Revoke the whole token family.',
  personAdvice: 'Your session was used elsewhere. Sign out everywhere and sign in again.',
  falsePositive:
    'A client that retries after a lost answer: sources should report reuse only after their grace period.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation }) {
    const signal = signalOf(observation, 'authentication');
    if (signal === null || !signal.data.hints.includes('refresh_reuse')) return NOTHING;
    return [{ kind: 'raise', key: `session:${signal.sessionId ?? 'unknown'}`, strength: 6 }];
  },
};
