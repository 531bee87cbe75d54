/** How strong the proof of an authentication was, from its method references (RFC 8176) and context class. */
import type { DetectionInput } from '../detection.ts';
import { loginOf } from '../reading.ts';

export interface Proof {
  readonly name: string;
  /** Trust in nats; 0 for a password alone. */
  readonly strength: number;
  readonly phishingResistant: boolean;
}

/** Strongest first: the first method named in the event decides. */
const METHODS: readonly (readonly [string, readonly string[], number, boolean])[] = [
  ['hardware key', ['hwk', 'fido', 'fido2', 'webauthn', 'piv', 'sc', 'x509', 'cba'], 6, true],
  ['passkey', ['passkey', 'swk', 'pop'], 5, true],
  ['push with number', ['push_number', 'number_match', 'okta_verify'], 3, false],
  ['one-time code', ['otp', 'totp', 'hotp'], 2.5, false],
  ['push', ['push', 'app'], 1.5, false],
  ['text or call', ['sms', 'tel', 'call', 'email'], 1, false],
];
const SECOND_FACTOR: Proof = { name: 'second factor', strength: 1.5, phishingResistant: false };
const PASSWORD: Proof = { name: 'password only', strength: 0, phishingResistant: false };
const PHISHING_RESISTANT_ACR = ['phr', 'phrh', 'http://schemas.openid.net/pape/policies/2007/06/phishing-resistant'];

export interface Claims {
  readonly amr: readonly string[];
  readonly acr: string | null;
  /** Whether a second factor was used; `null` when nobody says. */
  readonly mfa: boolean | null;
}

/** The proof the claims stand for, or `null` when they say nothing about it. */
export function proofOf({ amr, acr, mfa }: Claims): Proof | null {
  const named = amr.map((method) => method.toLowerCase());
  for (const [name, methods, strength, phishingResistant] of METHODS) {
    if (named.some((method) => methods.includes(method))) return { name, strength, phishingResistant };
  }
  if (acr !== null && PHISHING_RESISTANT_ACR.includes(acr)) {
    return { name: 'phishing-resistant', strength: 5, phishingResistant: true };
  }
  if (mfa === true || named.includes('mfa')) return SECOND_FACTOR;
  return mfa === false || named.includes('pwd') || named.includes('pin') ? PASSWORD : null;
}

export interface Authenticated {
  readonly claims: Claims;
  readonly sessionId: string | null;
}

/** The claims of a successful authentication, or those that come with a question; `null` when there are none. */
export function authenticatedBy({ observation }: DetectionInput): Authenticated | null {
  if (observation.kind === 'request') {
    const { authentication, sessionId } = observation.request;
    return authentication === null ? null : { claims: authentication, sessionId };
  }
  const signal = loginOf(observation);
  return signal === null ? null : { claims: signal.data, sessionId: signal.sessionId };
}

/** What a session proved at its start fades over a working day. */
export const SESSION_HALF_LIFE_MS = 12 * 3_600_000;
