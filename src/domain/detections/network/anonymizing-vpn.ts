import { HOUR_MS } from '../detection.ts';
import { habitAt } from '../../profile/habit.ts';
import { networkFact } from './network-fact.ts';

/** Sign-ins through a network after which a VPN on it is the person's habit. */
const HABIT_LOGINS = 5;

export const detection = networkFact({
  id: 'nc.anonymizing_vpn',
  group: 'anonymity',
  halfLife: 24 * HOUR_MS,
  severity: 'LOW',
  title: 'Active through a VPN or proxy',
  techniques: ['T1090'],
  advice:
    'The address belongs to a VPN or proxy service, so the place is unknown. Weigh it with the device and the method.',
  personAdvice: 'Turn off your private VPN or proxy for work, or ask to have it accepted.',
  falsePositive: 'People who always use the same VPN: their own history lowers the item. Private relays are no risk.',
  judge({ anonymizer, asn, corporate }, { profile, observation }) {
    if ((anonymizer !== 'vpn' && anonymizer !== 'proxy') || corporate === true) return null;
    const habit = asn === null ? 0 : habitAt(profile, observation.at).weight('network', `asn:${asn}`);
    const facts = { service: anonymizer };
    if (habit >= HABIT_LOGINS) return { key: 'habit', strength: 0.3, scope: 'session', facts };
    return { strength: 1.5, scope: 'session', facts };
  },
});
