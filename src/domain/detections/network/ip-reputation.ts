import { HOUR_MS } from '../detection.ts';
import { dayKey } from '../reading.ts';
import { networkFact } from './network-fact.ts';

const STRENGTH_MAX = 2.4;

export const detection = networkFact({
  id: 'nc.ip_reputation',
  group: 'reputation',
  halfLife: 24 * HOUR_MS,
  severity: 'MEDIUM',
  title: 'Address with a bad reputation',
  techniques: ['T1110'],
  advice: 'The address stands on public block lists. Look at how many and for what, and whether the person shares it.',
  personAdvice: 'The network you use has a bad reputation. Use another one if you can.',
  falsePositive:
    'Carrier-grade NAT and dynamic addresses inherit the record of others; the strength grows only slowly.',
  judge({ reputationHits, corporate }, { observation }) {
    if (reputationHits === null || reputationHits <= 0 || corporate === true) return null;
    const strength = Math.min(STRENGTH_MAX, Math.log(1 + reputationHits));
    const key = `${Math.floor(strength)}:${dayKey(observation.at)}`;
    return { key, strength, facts: { lists: reputationHits } };
  },
});
