import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

export const detection = accountChange({
  id: 'ub.api_token_created',
  changes: ['api_token_created'],
  clearedBy: ['api_token_revoked'],
  factor: 'user_behavior',
  group: 'persistence',
  halfLife: 7 * DAY_MS,
  severity: 'MEDIUM',
  title: 'API token created',
  techniques: ['T1098.001'],
  advice: 'A token works without the person and without a second factor. Check what it may do and who asked for it.',
  personAdvice: 'An API token was created for your account. Revoke it if you did not ask for it.',
  falsePositive: 'Owners of build pipelines, and tokens the system rotates: those made by the system are silent.',
  entityTypes: ['user', 'service', 'application'],
  strengthOf: ({ data }) => (data.actor === 'system' ? 0 : 2),
});
