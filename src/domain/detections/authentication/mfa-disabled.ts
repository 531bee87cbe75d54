import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'au.mfa_disabled',
  changes: ['mfa_disabled', 'mfa_suspended'],
  clearedBy: ['mfa_enrolled'],
  factor: 'authentication',
  group: 'factors',
  halfLife: 7 * DAY_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Second factor turned off',
  techniques: ['T1556.006'],
  advice: 'The account is protected by its password alone now. Find out who did this and why; enrol a factor again.',
  personAdvice: 'Your second factor was turned off. Enrol one again, and report it if that was not you.',
  falsePositive: 'A lost phone handled by the helpdesk: enrolling a new factor clears the item.',
  entityTypes: ['user'],
  strengthOf: () => 4,
});
