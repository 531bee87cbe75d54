import { DAY_MS } from '../detection.ts';
import { reportedFinding } from '../reported-finding.ts';

export const detection = reportedFinding({
  id: 'ub.threat_detected',
  kinds: ['threat_detected'],
  strength: 4,
  factor: 'user_behavior',
  group: 'verdicts',
  halfLife: 3 * DAY_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Threat detected by another product',
  techniques: ['T1078'],
  advice: 'Another security product raised an alert on this entity. Its own console has the details.',
  personAdvice: 'A security product noticed something unusual. Your security team will contact you.',
  falsePositive:
    'Noisy rules of the other product: the strength follows the confidence it gives, and resolving ends the item.',
  entityTypes: ['user', 'session', 'service', 'application'],
});
