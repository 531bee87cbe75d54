import { HOUR_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'au.account_locked',
  changes: ['account_locked'],
  clearedBy: ['account_unlocked', 'password_reset'],
  factor: 'authentication',
  group: 'guessing',
  halfLife: 12 * HOUR_MS,
  severity: 'LOW',
  title: 'Account locked',
  techniques: ['T1110'],
  advice: 'Too many failures locked the account. See whether the person or somebody else caused them.',
  personAdvice: 'Your account was locked after too many attempts. If they were not yours, change your password.',
  falsePositive: 'A device with an old password: unlocking or a reset clears the item, and it is weak meanwhile.',
  entityTypes: ['user', 'service', 'application'],
  strengthOf: () => 1,
});
