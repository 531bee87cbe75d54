import { DAY_MS } from '../detection.ts';
import { reportedFinding } from '../reported-finding.ts';

export const detection = reportedFinding({
  id: 'ub.user_reported_suspicious',
  kinds: ['user_reported_suspicious'],
  strength: 5,
  factor: 'user_behavior',
  group: 'verdicts',
  halfLife: 7 * DAY_MS,
  cap: 0.35,
  severity: 'HIGH',
  title: 'Reported by the person',
  techniques: ['T1078'],
  advice: 'The person says that this activity was not theirs. They are usually right: end the sessions and reset.',
  personAdvice: 'Thank you for your report. Change your password and wait for your security team.',
  falsePositive: 'A slip of the finger on the wrong button: an analyst resolves the finding.',
  entityTypes: ['user', 'session', 'device', 'service', 'application'],
});
