import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'au.factor_reset',
  changes: ['mfa_reset'],
  clearedBy: [],
  capFrom: 4,
  factor: 'authentication',
  group: 'factors',
  halfLife: 7 * DAY_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Second factor reset',
  techniques: ['T1556.006'],
  advice:
    'All factors were reset, a favourite of callers who pretend to be somebody. Call the person back on a known number.',
  personAdvice: 'Your sign-in methods were reset. If you did not ask for that, report it now.',
  falsePositive: 'New phones: a reset the person did alone weighs half and does not cap.',
  entityTypes: ['user'],
  strengthOf: ({ data }) => (data.actor === 'self' ? 2 : 4),
});
