/**
 * Which Okta event says what. Exact event types first, then patterns, in order. What matches nothing is ignored with
 * a reason: Okta has over a thousand event types and adds more, and most say nothing about trust.
 */
import type { SignalInput } from '../../../contract/signal.ts';
import type { AccountChange } from '../../../domain/signal.ts';
import {
  accountChange,
  actorFinding,
  applicationAccess,
  consoleAccess,
  finding,
  isActing,
  ownChange,
  privilegedAct,
  succeeded,
} from './administration.ts';
import { signIn } from './authentication.ts';
import { personOf, userTargetOf } from './context.ts';
import type { OktaEvent } from './event.ts';

/** Signals, or the reason why there are none. */
export type Mapped = readonly SignalInput[] | string;
type Mapper = (event: OktaEvent) => Mapped;

const changes =
  (change: AccountChange): Mapper =>
  (event) =>
    accountChange(event, change);
const owned =
  (change: AccountChange): Mapper =>
  (event) =>
    ownChange(event, change);
const ignored =
  (reason: string): Mapper =>
  () =>
    reason;
const administrative: Mapper = (event) =>
  isActing(event) ? [privilegedAct(event)] : 'Not done by a person or a client.';

const EXACT: Readonly<Record<string, Mapper>> = {
  'user.session.start': (event) => [signIn(event)],
  'core.user_auth.login_failed': (event) => [signIn(event, { outcome: 'failure' })],
  'core.user_auth.login_success': (event) => [signIn(event, { outcome: 'success' })],
  'user.authentication.verify': (event) => [signIn(event)],
  'user.authentication.auth_unconfigured_identifier': (event) => [
    signIn(event, { outcome: 'failure', failureReason: 'unknown_user' }),
  ],
  'user.authentication.auth_via_IDP': (event) => [signIn(event, { hints: ['external_idp'] })],
  'user.authentication.auth_via_social': (event) => [signIn(event, { hints: ['external_idp'] })],
  'user.authentication.auth_via_inbound_SAML': (event) => [signIn(event, { hints: ['external_idp'] })],
  'user.authentication.auth_via_richclient': (event) => [signIn(event, { protocol: 'legacy' })],
  'user.authentication.sso': (event) => [applicationAccess(event, !succeeded(event))],
  'user.authentication.slo': ignored('A sign-out.'),
  'user.authentication.universal_logout': ignored('A sign-out.'),
  'user.mfa.okta_verify.deny_push': (event) => [
    signIn(event, { outcome: 'failure', failureReason: 'mfa_denied', amr: ['push', 'mfa'], hints: ['user_denied'] }),
  ],
  'user.mfa.attempt_bypass': (event) => finding(event, 'threat_detected', 0.7),
  'user.mfa.factor.activate': changes('mfa_enrolled'),
  'user.mfa.factor.deactivate': changes('mfa_disabled'),
  'user.mfa.factor.reset_all': changes('mfa_reset'),
  'user.mfa.factor.suspend': changes('mfa_suspended'),
  'system.mfa.factor.deactivate': owned('mfa_policy_weakened'),
  'user.session.access_admin_app': (event) => [consoleAccess(event)],
  'user.session.context.change': (event) => [signIn(event, { outcome: 'challenge' })],
  'user.session.impersonation.grant': owned('support_access_granted'),
  'user.session.impersonation.extend': owned('support_access_granted'),
  'user.session.impersonation.initiate': changes('support_access_granted'),
  'user.account.lock': changes('account_locked'),
  'user.account.lock.limit': changes('account_locked'),
  'user.account.unlock': changes('account_unlocked'),
  'user.account.unlock_by_admin': changes('account_unlocked'),
  'user.account.reset_password': changes('password_reset'),
  'user.account.update_password': changes('password_changed'),
  'user.account.privilege.grant': changes('admin_role_assigned'),
  'user.account.privilege.revoke': administrative,
  'user.account.report_suspicious_activity_by_enduser': (event) => finding(event, 'user_reported_suspicious', 1),
  'user.lifecycle.create': changes('account_created'),
  'user.lifecycle.deactivate': changes('account_disabled'),
  'user.lifecycle.suspend': changes('account_disabled'),
  'user.risk.change': (event) => riskFinding(event),
  'user.risk.detect': (event) => riskFinding(event),
  'security.threat.detected': (event) => threat(event),
  'policy.evaluate_sign_on': (event) => signOnPolicy(event),
  'policy.auth_reevaluate.fail': (event) => finding(event, 'threat_detected', 0.6),
  'group.privilege.grant': owned('admin_role_assigned'),
  'system.api_token.create': owned('api_token_created'),
  'system.api_token.revoke': owned('api_token_revoked'),
  'system.idp.lifecycle.create': owned('idp_created'),
  'system.idp.lifecycle.activate': owned('idp_created'),
  'system.idp.lifecycle.update': owned('federation_changed'),
  'app.generic.unauth_app_access_attempt': (event) => [applicationAccess(event, true)],
  'app.oauth2.as.consent.grant': changes('oauth_consent'),
  'app.oauth2.consent.grant': changes('oauth_consent'),
  'application.user_membership.show_password': (event) => shownPassword(event),
  'application.lifecycle.create': (event) => applicationChange(event),
  'application.lifecycle.update': (event) => applicationChange(event),
};

const PATTERNS: readonly (readonly [RegExp, Mapper])[] = [
  [
    /token.*reuse/,
    (event) => [signIn(event, { outcome: 'failure', failureReason: 'other', hints: ['refresh_reuse'] })],
  ],
  [/^user\.authentication\.auth_via_mfa/, (event) => [signIn(event)]],
  [/^user\.authentication\.auth_via_/, (event) => [signIn(event)]],
  [/^user\.mfa\.okta_verify/, ignored('Says nothing about the person.')],
  [/rate_?limit|ratelimit|concurrency/, ignored('About load, not about a person.')],
  [/^policy\.(?:rule|lifecycle)\.(?:deactivate|delete)$/, owned('mfa_policy_weakened')],
  [
    /^(?:policy\.(?:rule|lifecycle)|zone|iam|group\.privilege|system\.(?:idp|agent|api_token|mfa|org)|oauth2)\./,
    administrative,
  ],
  [/^application\.(?:lifecycle|policy|user_membership|group_membership|configuration)\./, administrative],
];

export function mapEvent(event: OktaEvent): Mapped {
  const exact = Object.hasOwn(EXACT, event.type) ? EXACT[event.type] : undefined;
  const mapper = exact ?? PATTERNS.find(([pattern]) => pattern.test(event.type))?.[1];
  return mapper?.(event) ?? `The event type ${event.type} says nothing about trust.`;
}

/** The sign-in that follows an ALLOW is reported by itself; a challenge or a refusal may be all that ever happens. */
function signOnPolicy(event: OktaEvent): Mapped {
  if (event.result === 'CHALLENGE') return challenged(event);
  if (event.result === 'DENY') return [signIn(event, { outcome: 'failure', failureReason: 'policy' })];
  return 'The policy allowed a sign-on that is reported by an event of its own.';
}

/** A new device and a new address at the administration console at once: how stolen administrator sessions begin. */
function challenged(event: OktaEvent): Mapped {
  const challenge = signIn(event, { outcome: 'challenge' });
  const hints = challenge.type === 'authentication' ? (challenge.data.hints ?? []) : [];
  const isSuspicious = (['admin_console', 'new_device', 'new_ip'] as const).every((hint) => hints.includes(hint));
  return isSuspicious ? [challenge, actorFinding(event, 'threat_detected', 0.4)] : [challenge];
}

function riskFinding(event: OktaEvent): Mapped {
  const level = `${event.debug.text('risk', 500) ?? ''} ${event.reason}`.toUpperCase();
  if (level.includes('HIGH')) return finding(event, 'threat_detected', 0.8);
  return level.includes('MEDIUM') ? finding(event, 'threat_detected', 0.4) : 'The risk is low.';
}

/** ThreatInsight speaks of addresses; only what names a person can be held against one. */
function threat(event: OktaEvent): Mapped {
  const named = personOf(event.actor) ?? userTargetOf(event);
  return named === null ? 'About an address, and no person is named.' : finding(event, 'threat_detected', 0.6);
}

/** Somebody else's password in an application is a credential taken; one's own is an ordinary look-up. */
function shownPassword(event: OktaEvent): Mapped {
  const own = userTargetOf(event) === personOf(event.actor);
  return own ? [applicationAccess(event, !succeeded(event))] : ownChange(event, 'credentials_extracted');
}

function applicationChange(event: OktaEvent): Mapped {
  if (/pushing user passwords/i.test(event.reason)) return ownChange(event, 'credentials_extracted');
  const federates = event.targets.some(
    ({ type, name, login }) => type === 'AppInstance' && /org2org/i.test(`${name} ${login}`),
  );
  return federates ? ownChange(event, 'federation_changed') : administrative(event);
}
