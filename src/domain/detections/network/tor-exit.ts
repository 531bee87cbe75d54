import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, ownNetwork } from '../reading.ts';

export const detection: Detection = {
  id: 'nc.tor_exit',
  factor: 'network_context',
  group: 'anonymity',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Active through a Tor exit',
  techniques: ['T1090.003'],
  advice:
    'The address is a Tor exit, so its place and owner say nothing. Confirm with the person; few have a work reason.',
  personAdvice: 'Your account was used through an anonymity network. If that was not you, change your password.',
  falsePositive: 'Researchers and journalists who use Tor on purpose: give them a policy of their own.',
  entityTypes: ['user', 'session', 'service', 'application', 'device'],
  observes: ['authentication', 'access', 'network', 'request'],
  detect(input) {
    if (ownNetwork(input)?.anonymizer !== 'tor') return NOTHING;
    return [{ kind: 'raise', key: dayKey(input.observation.at), strength: 4 }];
  },
};
