import { HOUR_MS } from '../detection.ts';
import { networkFact } from './network-fact.ts';

export const detection: ReturnType<typeof networkFact> = {
  ...networkFact({
    id: 'nc.datacenter_ip',
    group: 'anonymity',
    halfLife: 24 * HOUR_MS,
    severity: 'LOW',
    title: 'Active from a hosting network',
    techniques: ['T1583.003'],
    advice:
      'People rarely sit in data centres: rented servers hide where an attack comes from. Check who runs the host.',
    personAdvice: 'Your account was used from a hosting provider. If you do not recognise that, change your password.',
    falsePositive: 'Security gateways and virtual desktops: list their exits as corporate egress.',
    judge({ hosting, corporate, anonymizer }) {
      // A VPN exit in a data centre is one fact, not two.
      if (hosting !== true || corporate === true || anonymizer !== null) return null;
      return { strength: 1.5, scope: 'session' };
    },
  }),
  // Services live in data centres.
  entityTypes: ['user', 'session', 'device'],
};
