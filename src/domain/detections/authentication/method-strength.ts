import { NOTHING, type Detection } from '../detection.ts';
import { dayKey } from '../reading.ts';
import { authenticatedBy, proofOf, SESSION_HALF_LIFE_MS } from './method.ts';

export const detection: Detection = {
  id: 'au.method_strength',
  factor: 'authentication',
  group: 'method',
  halfLife: SESSION_HALF_LIFE_MS,
  severity: 'INFO',
  title: 'Authenticated with a second factor',
  techniques: [],
  advice: 'Trust earned by the way the entity authenticated: most by phishing-resistant keys, little by text messages.',
  personAdvice: 'Signing in with a security key or passkey gives you the smoothest access.',
  falsePositive: 'A source that reports methods it did not check; lower its reliability.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication', 'request'],
  detect(input) {
    const authenticated = authenticatedBy(input);
    const proof = authenticated === null ? null : proofOf(authenticated.claims);
    if (authenticated === null || proof === null || proof.strength === 0) return NOTHING;
    const { sessionId } = authenticated;
    const key = sessionId === null ? dayKey(input.observation.at) : `session:${sessionId}`;
    const scope = sessionId === null ? {} : { scope: 'session' as const };
    return [{ kind: 'raise', sign: 1, key, strength: proof.strength, ...scope, facts: { method: proof.name } }];
  },
};
