import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'au.federation_change',
  changes: ['idp_created', 'federation_changed', 'mfa_policy_weakened'],
  clearedBy: [],
  factor: 'authentication',
  group: 'federation',
  halfLife: 14 * DAY_MS,
  cap: 0.3,
  severity: 'CRITICAL',
  title: 'Trust in sign-ins was changed',
  techniques: ['T1484.002'],
  advice:
    'An identity provider, federation or sign-in policy was changed: whoever controls it can be anybody. Verify it now.',
  personAdvice:
    'A sign-in setting of the organisation was changed by your account. If that was not you, report it now.',
  falsePositive:
    'Planned changes: dismiss the item with the number of the change. Those made by the system are silent.',
  entityTypes: ['user', 'service', 'application'],
  strengthOf({ data: { change, actor } }) {
    if (actor === 'system') return 0;
    return change === 'mfa_policy_weakened' ? 5 : 8;
  },
});
