import { contextOf, DAY_MS } from '../detection.ts';
import { habitAt } from '../../profile/habit.ts';
import { isPrivateAddress } from '../../profile/place.ts';
import { networkFact } from './network-fact.ts';

/** Sign-ins after which an address or network is familiar. */
const HABIT_LOGINS = 3;

export const detection = networkFact({
  id: 'nc.familiar_network',
  group: 'network_trust',
  halfLife: 3 * DAY_MS,
  severity: 'INFO',
  title: 'On a network used before',
  techniques: [],
  advice: 'The address or its network has been used for successful sign-ins on earlier days.',
  personAdvice: 'Working from your usual places helps.',
  falsePositive: 'A neighbour on the same provider: the network alone weighs less than the address, lists void both.',
  judge({ asn, anonymizer, reputationHits, threatConfidence }, { profile, observation }) {
    if (anonymizer !== null || (reputationHits ?? 0) > 0 || (threatConfidence ?? 0) > 0) return null;
    const habit = habitAt(profile, observation.at);
    const { ip } = contextOf(observation);
    const address = ip === null || isPrivateAddress(ip) ? 0 : habit.weight('network', `ip:${ip}`);
    if (address >= HABIT_LOGINS) return { sign: 1, key: 'address', strength: 3, facts: { level: 'address' } };
    const provider = asn === null ? 0 : habit.weight('network', `asn:${asn}`);
    if (provider < HABIT_LOGINS) return null;
    return { sign: 1, key: 'provider', strength: 1.5, facts: { level: 'provider' } };
  },
});
