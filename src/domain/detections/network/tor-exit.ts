import { HOUR_MS } from '../detection.ts';
import { networkFact } from './network-fact.ts';

export const detection = networkFact({
  id: 'nc.tor_exit',
  group: 'anonymity',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Active through a Tor exit',
  techniques: ['T1090.003'],
  advice:
    'The address is a Tor exit, so its place and owner say nothing. Confirm with the person; few have a work reason.',
  personAdvice: 'Your account was used through an anonymity network. If that was not you, change your password.',
  falsePositive:
    'Researchers who use Tor on purpose: give them a policy of their own. Failed sign-ins by others do not count.',
  judge: ({ anonymizer }) => (anonymizer === 'tor' ? { strength: 4 } : null),
});
