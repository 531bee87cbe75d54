/** Okta's sign-in events as authentication signals. */
import type { SignalInput } from '../../../contract/signal.ts';
import type { AuthenticationHint, FailureReason } from '../../../domain/signal.ts';
import { actorEnvelope, hintsOf } from './context.ts';
import type { OktaEvent } from './event.ts';

/** Authentication method references by Okta's factor names; the strong ones resist phishing. */
const FACTOR_METHODS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/WEBAUTHN|U2F|FIDO/, ['fido', 'hwk', 'mfa']],
  [/SIGNED_NONCE|FASTPASS/, ['swk', 'mfa']],
  [/SMART_?CARD|PIV|X509/, ['hwk', 'mfa']],
  [/PUSH/, ['push', 'mfa']],
  [/SMS/, ['sms', 'mfa']],
  [/CALL/, ['tel', 'mfa']],
  [/TOTP|OTP|TOKEN|GOOGLE|SYMANTEC|RSA|YUBIKEY/, ['otp', 'mfa']],
  [/EMAIL/, ['otp', 'mfa']],
  [/QUESTION/, ['kba']],
  [/PASSWORD/, ['pwd']],
];
const PHISHING_RESISTANT = new Set(['fido', 'swk', 'hwk']);

export interface SignInOptions {
  /** Overrides what the outcome says. */
  readonly outcome?: 'success' | 'failure' | 'challenge';
  readonly failureReason?: FailureReason;
  readonly hints?: readonly AuthenticationHint[];
  readonly amr?: readonly string[];
  readonly protocol?: 'legacy' | 'interactive';
}

export function signIn(event: OktaEvent, options: SignInOptions = {}): SignalInput {
  const outcome = options.outcome ?? outcomeOf(event.result);
  const failureReason = outcome === 'failure' ? (options.failureReason ?? failureReasonOf(event)) : null;
  const amr = options.amr ?? methodsOf(event);
  const usedSecondFactor = amr.includes('mfa') ? true : null;
  const hints = new Set<AuthenticationHint>([...(options.hints ?? []), ...hintsOf(event)]);
  const application = event.targets.find(({ type }) => type === 'AppInstance')?.name ?? null;
  if (failureReason === 'origin_mismatch') hints.add('phishing_blocked');
  if (/admin console/i.test(application ?? '')) hints.add('admin_console');
  return {
    ...actorEnvelope(event),
    type: 'authentication',
    data: {
      outcome,
      amr: [...amr],
      mfa: usedSecondFactor,
      failure_reason: failureReason,
      protocol: options.protocol ?? null,
      step_up: outcome === 'success' && amr.some((method) => PHISHING_RESISTANT.has(method)),
      application,
      hints: [...hints],
    },
  };
}

/** An attempt whose end nobody reported is a challenge: it speaks neither for the person nor against. */
function outcomeOf(result: string): 'success' | 'failure' | 'challenge' {
  if (result === 'SUCCESS' || result === 'ALLOW') return 'success';
  return result === 'FAILURE' || result === 'DENY' ? 'failure' : 'challenge';
}

function methodsOf(event: OktaEvent): readonly string[] {
  const named = [
    event.debug.text('factor'),
    event.authentication.text('credentialType'),
    event.authentication.text('credentialProvider'),
  ];
  const factor = named.find((name) => name !== null)?.toUpperCase() ?? '';
  return FACTOR_METHODS.find(([pattern]) => pattern.test(factor))?.[1] ?? [];
}

/** Okta's reasons are codes in some events and sentences in others. */
function failureReasonOf(event: OktaEvent): FailureReason {
  const reason = event.reason.toUpperCase();
  if (reason.includes('PHISHING')) return 'origin_mismatch';
  if (/REJECT|DENIED|DECLINED/.test(reason)) return 'mfa_denied';
  if (/TIME[D ]?_?-? ?OUT|EXPIRED_FACTOR|UNANSWERED/.test(reason)) return 'mfa_timeout';
  if (/LOCKED/.test(reason)) return 'locked';
  if (/EXPIRED/.test(reason)) return 'expired';
  if (event.actor?.type === 'User' && event.actor.id === null) return 'unknown_user';
  if (/UNKNOWN_USER|NOT_FOUND|NO_SUCH_USER/.test(reason)) return 'unknown_user';
  if (/INVALID_CREDENTIALS|PASSWORD|LOGIN_FAILED/.test(reason)) return 'bad_password';
  if (/POLICY|NOT_ALLOWED|NETWORK_ZONE/.test(reason)) return 'policy';
  if (/INTERNAL|SYSTEM_ERROR/.test(reason)) return 'app_error';
  return 'other';
}
