import { reportedFinding } from '../reported-finding.ts';

export const detection = reportedFinding({
  id: 'ub.admin_confirmed_compromise',
  kinds: ['admin_confirmed_compromise'],
  strength: 10,
  factor: 'user_behavior',
  group: 'verdicts',
  halfLife: 'state',
  cap: 0.05,
  severity: 'CRITICAL',
  title: 'Confirmed compromise',
  techniques: ['T1078'],
  advice: 'An analyst confirmed that somebody else controls this entity. It stays so until the finding is resolved.',
  personAdvice: 'Your account is locked down. Contact your security team.',
  falsePositive: 'A verdict on the wrong entity: resolve the finding and trust returns at once.',
  entityTypes: ['user', 'session', 'device', 'service', 'application'],
});
