import { HOUR_MS } from '../detection.ts';
import { networkFact } from './network-fact.ts';

export const detection = networkFact({
  id: 'nc.corporate_network',
  group: 'network_trust',
  halfLife: 12 * HOUR_MS,
  severity: 'INFO',
  title: 'On a corporate network',
  techniques: [],
  advice: 'Active from a network the organisation runs. It helps a little and proves nothing.',
  personAdvice: 'Working from the office network or the company VPN helps.',
  falsePositive: 'An intruder inside the network: for that reason the item is weak and of limited reliability.',
  judge: ({ corporate }) => (corporate === true ? { sign: 1, strength: 2, reliability: 0.8 } : null),
});
