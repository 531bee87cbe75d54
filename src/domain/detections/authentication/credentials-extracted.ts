import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'au.credentials_extracted',
  changes: ['credentials_extracted'],
  clearedBy: ['password_changed', 'password_reset'],
  factor: 'authentication',
  group: 'credential',
  halfLife: 7 * DAY_MS,
  cap: 0.35,
  severity: 'CRITICAL',
  title: 'Stored credentials were read out',
  techniques: ['T1555'],
  advice: 'Stored credentials were exported or revealed in bulk. Rotate them and check who has used them since.',
  personAdvice: 'Stored passwords of your account were read out. Change them, and report it if that was not you.',
  falsePositive: 'Migrations between password stores: a change of the password clears the item. The system is silent.',
  entityTypes: ['user', 'service', 'application'],
  strengthOf: ({ data }) => (data.actor === 'system' ? 0 : 4),
});
