import { HOUR_MS } from '../detection.ts';
import { reportedFinding } from '../reported-finding.ts';

export const detection = reportedFinding({
  id: 'nc.password_spray_source',
  kinds: ['password_spray_source'],
  strength: 4,
  factor: 'network_context',
  group: 'source_of_attack',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Source of a password spray',
  techniques: ['T1110.003'],
  advice: 'Few passwords were tried on many accounts from here. Look for accounts on which one of them worked.',
  personAdvice: 'Sign-ins from your network or device look automated. Contact your security team.',
  falsePositive:
    'An office behind one address on a Monday: the source resolves the finding when most attempts succeed.',
  entityTypes: ['user', 'session', 'device', 'service', 'application'],
});
