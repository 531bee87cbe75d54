import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'ub.mailbox_rule',
  changes: ['mailbox_rule_created', 'mailbox_forwarding_enabled'],
  clearedBy: [],
  capFrom: 3,
  factor: 'user_behavior',
  group: 'persistence',
  halfLife: 7 * DAY_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Mailbox rule or forwarding added',
  techniques: ['T1114.003'],
  advice: 'Intruders hide warnings and copy mail out with rules. Read the rule, and where it forwards to.',
  personAdvice: 'A rule was added to your mailbox. If you did not make it, delete it and change your password.',
  falsePositive:
    'Rules people make to sort their mail, and administrators who set them: made by an administrator, a third.',
  entityTypes: ['user', 'service'],
  strengthOf: ({ data }) => (data.actor === 'admin' || data.actor === 'system' ? 1 : 3),
});
