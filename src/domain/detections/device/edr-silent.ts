import { HOUR_MS } from '../detection.ts';
import { postureFact } from './posture-fact.ts';

const SILENCE_MAX_MS = 24 * HOUR_MS;

export const detection = postureFact({
  id: 'dp.edr_silent',
  key: 'edr_heartbeat',
  group: 'posture',
  cap: 0.6,
  severity: 'MEDIUM',
  title: 'Endpoint protection silent',
  techniques: ['T1562.001'],
  advice: 'The device reports, but its endpoint agent has not for over a day. Check whether something stopped it.',
  personAdvice: 'Restart this device so that its security software can report.',
  falsePositive: 'A laptop in a drawer: silence is judged only when the device itself reports.',
  judge({ occurredAt, data: { edrLastSeenAt } }) {
    if (edrLastSeenAt === null) return null;
    const silentMs = occurredAt - edrLastSeenAt;
    return silentMs > SILENCE_MAX_MS ? { strength: 2, facts: { hours: Math.round(silentMs / HOUR_MS) } } : 'clear';
  },
});
