import { DAY_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';

/** Scopes that hand over mail, files or the directory, or that last while the person is away. */
const RISKY_SCOPE =
  /^(mail\.|files\.|sites\.|directory\.|user\.readwrite|application\.|rolemanagement\.|full_access|offline_access|https:\/\/mail\.google|.*\/auth\/(drive|gmail|admin))/i;

export const detection = accountChange({
  id: 'ub.oauth_consent_risky',
  changes: ['oauth_consent'],
  clearedBy: [],
  capFrom: 3,
  factor: 'user_behavior',
  group: 'persistence',
  halfLife: 14 * DAY_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Consent to a far-reaching application',
  techniques: ['T1528'],
  advice:
    'An application was given lasting access to mail, files or the directory. Check its publisher; revoke if unknown.',
  personAdvice: 'You gave an application far-reaching access. Remove it if you do not know it.',
  falsePositive:
    'Applications that IT approved: consent given by an administrator weighs a third. Harmless scopes are silent.',
  entityTypes: ['user', 'application', 'service'],
  strengthOf({ data: { targets, actor } }) {
    if (targets.length > 0 && !targets.some((scope) => RISKY_SCOPE.test(scope))) return 0;
    return actor === 'admin' || targets.length === 0 ? 1 : 3;
  },
});
