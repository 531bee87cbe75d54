import { HOUR_MS } from '../detection.ts';
import { reportedFinding } from '../reported-finding.ts';

export const detection = reportedFinding({
  id: 'nc.credential_stuffing_source',
  kinds: ['credential_stuffing_source'],
  strength: 4,
  factor: 'network_context',
  group: 'source_of_attack',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Source of credential stuffing',
  techniques: ['T1110.004'],
  advice: 'Leaked name and password pairs were tried from here. Reset the accounts on which one of them worked.',
  personAdvice: 'Sign-ins from your network or device look automated. Contact your security team.',
  falsePositive: 'Load tests with real accounts: resolve the finding and test with accounts of their own.',
  entityTypes: ['user', 'session', 'device', 'service', 'application'],
});
