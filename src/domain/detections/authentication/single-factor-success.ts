import { NOTHING, type Detection } from '../detection.ts';
import { authenticatedBy, proofOf, SESSION_HALF_LIFE_MS } from './method.ts';

export const detection: Detection = {
  id: 'au.single_factor_success',
  factor: 'authentication',
  group: 'method',
  halfLife: SESSION_HALF_LIFE_MS,
  cap: 0.65,
  severity: 'MEDIUM',
  title: 'Signed in without a second factor',
  techniques: ['T1078.004'],
  advice: 'A password alone opened this session. Enrol a second factor, or close the path that does not ask for one.',
  personAdvice: 'Sign in with a second factor to get full access.',
  falsePositive: 'Break-glass accounts: watch them with a policy of their own. A later second factor clears the item.',
  entityTypes: ['user', 'session'],
  observes: ['authentication', 'request'],
  detect(input) {
    const authenticated = authenticatedBy(input);
    const proof = authenticated === null ? null : proofOf(authenticated.claims);
    if (authenticated === null || proof === null) return NOTHING;
    const key = authenticated.sessionId === null ? 'no session' : `session:${authenticated.sessionId}`;
    if (proof.strength > 0) {
      return key === 'no session'
        ? [{ kind: 'resolve', key }]
        : [
            { kind: 'resolve', key },
            { kind: 'resolve', key: 'no session' },
          ];
    }
    return [{ kind: 'raise', key, strength: 2, facts: { method: proof.name } }];
  },
};
