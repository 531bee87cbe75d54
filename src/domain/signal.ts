/**
 * Signals: what the outside world tells us about an entity. A signal is a fact with a time and never changes.
 * Wire names are snake_case and live in `contract/`; these are the parsed, trusted forms.
 */
import type { EntityRef } from './entity.ts';

export const SIGNAL_TYPES = [
  'authentication',
  'access',
  'device_posture',
  'network',
  'account_change',
  'finding',
  'feedback',
] as const;
export type SignalType = (typeof SIGNAL_TYPES)[number];

/** Where an address is, as far as anyone knows. `radiusKm` is the accuracy: the truth lies within it. */
export interface GeoPoint {
  readonly country: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly radiusKm: number | null;
}

/** What is known about the network an observation came through. `null` means nobody said. */
export interface NetworkFacts {
  readonly asn: number | null;
  readonly asOrg: string | null;
  readonly anonymizer: 'tor' | 'vpn' | 'proxy' | 'relay' | null;
  readonly hosting: boolean | null;
  /** Corporate or managed egress, by the caller's word or the configured allow list. */
  readonly corporate: boolean | null;
  /** On how many reputation lists the address stands. */
  readonly reputationHits: number | null;
  /** Confidence 0..1 of a verified threat-intelligence match. */
  readonly threatConfidence: number | null;
  readonly threatActor: string | null;
}

export const FAILURE_REASONS = [
  'bad_password',
  'unknown_user',
  'mfa_denied',
  'mfa_timeout',
  'locked',
  'expired',
  'policy',
  'origin_mismatch',
  'app_error',
  'other',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * What a source may say about the very event it reports. Sources that know better than we do (an identity provider
 * that compares device fingerprints) speak through these; detections read them.
 */
export const AUTHENTICATION_HINTS = [
  /** The source has not seen this person come from there, or with that device, before. */
  'new_country',
  'new_city',
  'new_ip',
  'new_device',
  /** The source's own impossible-travel verdict. */
  'velocity',
  /** The session or cookie turned up in another place than it was issued to. */
  'session_replay',
  /** A refresh token was used twice. */
  'refresh_reuse',
  /** The push was answered from another place than the sign-in. */
  'push_mismatch',
  /** The source's reputation service doubts the address. */
  'threat_suspected',
  'risk_medium',
  'risk_high',
  /** Origin-bound authentication refused a look-alike site. */
  'phishing_blocked',
  /** The person said that the challenge was not theirs. */
  'user_denied',
  /** The sign-in went to an administration console. */
  'admin_console',
  /** The identity came from an outside identity provider. */
  'external_idp',
] as const;
export type AuthenticationHint = (typeof AUTHENTICATION_HINTS)[number];

export interface AuthenticationData {
  readonly outcome: 'success' | 'failure' | 'challenge';
  /** RFC 8176 style method references: pwd, otp, sms, push, swk, hwk, fido, pin, face, mfa … */
  readonly amr: readonly string[];
  readonly acr: string | null;
  /** Whether a second factor was used; `null` when the source does not say. */
  readonly mfa: boolean | null;
  readonly failureReason: FailureReason | null;
  readonly protocol: 'interactive' | 'legacy' | 'ropc' | 'device_code' | null;
  /** The person answered a fresh challenge for this session. */
  readonly stepUp: boolean;
  readonly application: string | null;
  /** Of `AUTHENTICATION_HINTS`. */
  readonly hints: readonly string[];
}

export interface AccessData {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly action: string;
  readonly outcome: 'allowed' | 'denied';
  readonly bytes: number | null;
  /** Number of objects this signal stands for; 1 when the source sends one event an object. */
  readonly count: number;
  readonly privileged: boolean;
}

/** A posture check: pass, fail, or not reported (absent). */
export type CheckResult = 'pass' | 'fail';

export interface DevicePostureData {
  readonly osName: string | null;
  readonly osVersion: string | null;
  /** When the newest installed security update was released, epoch ms. */
  readonly patchedAt: number | null;
  readonly managed: boolean | null;
  readonly compliance: 'compliant' | 'noncompliant' | 'in_grace' | null;
  readonly attestation: 'passed' | 'failed' | 'stale' | null;
  /** Last heartbeat of the endpoint agent, epoch ms. */
  readonly edrLastSeenAt: number | null;
  /** disk_encrypted, firewall, screen_lock, secure_boot, sip, edr_running, not_rooted, … */
  readonly checks: Readonly<Record<string, CheckResult>>;
  /** Known exploited vulnerabilities found on the device. */
  readonly exploitedCves: readonly string[];
  /** By when the next report is due, epoch ms. Past it the posture counts as silent. */
  readonly reportBy: number | null;
}

export interface NetworkData {
  readonly facts: NetworkFacts;
}

export const ACCOUNT_CHANGES = [
  'mfa_enrolled',
  'mfa_reset',
  'mfa_disabled',
  'mfa_suspended',
  'password_reset',
  'password_changed',
  'admin_role_assigned',
  'api_token_created',
  'api_token_revoked',
  'oauth_consent',
  'mailbox_rule_created',
  'mailbox_forwarding_enabled',
  'account_locked',
  'account_unlocked',
  'account_created',
  'account_disabled',
  'idp_created',
  'federation_changed',
  'mfa_policy_weakened',
  'credentials_extracted',
  'support_access_granted',
  'other',
] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

export interface AccountChangeData {
  readonly change: AccountChange;
  readonly actor: 'self' | 'admin' | 'system' | null;
  readonly actorId: string | null;
  /** Free text of the source, for the explanation; never parsed. */
  readonly detail: string | null;
  /** Scopes, roles or targets named by the source. */
  readonly targets: readonly string[];
}

export const FINDING_KINDS = [
  'malware_active',
  'malware_cleaned',
  'credential_leaked',
  'user_reported_suspicious',
  'admin_confirmed_compromise',
  'session_stolen',
  'phishing_blocked',
  'threat_detected',
  'password_spray_source',
  'credential_stuffing_source',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface FindingData {
  readonly kind: FindingKind;
  readonly status: 'open' | 'resolved';
  readonly confidence: number;
  readonly detail: string | null;
}

export interface FeedbackData {
  readonly verdict: 'it_was_me' | 'confirmed' | 'dismissed' | 'resolved';
  /** Id of the evidence item, or of the detection for all its live items. */
  readonly target: string;
  readonly by: string | null;
}

interface SignalBase {
  /** Idempotency key within the tenant, 1 to 200 characters. */
  readonly id: string;
  readonly tenant: string;
  /** Epoch ms at which it happened, by the source's clock. */
  readonly occurredAt: number;
  /** Epoch ms at which we accepted it. Never used for scoring. */
  readonly receivedAt: number;
  /** `native`, or the name of the source adapter. */
  readonly source: string;
  /** The source's own event type, for people who know the source. */
  readonly sourceType: string | null;
  /** Every entity whose evidence this signal feeds; at least one. */
  readonly entities: readonly EntityRef[];
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly sessionId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly geo: GeoPoint | null;
  readonly network: NetworkFacts | null;
}

export type SignalData =
  | { readonly type: 'authentication'; readonly data: AuthenticationData }
  | { readonly type: 'access'; readonly data: AccessData }
  | { readonly type: 'device_posture'; readonly data: DevicePostureData }
  | { readonly type: 'network'; readonly data: NetworkData }
  | { readonly type: 'account_change'; readonly data: AccountChangeData }
  | { readonly type: 'finding'; readonly data: FindingData }
  | { readonly type: 'feedback'; readonly data: FeedbackData };

export type Signal = SignalBase & SignalData;

/** The signal of one type, e.g. `SignalOf<'access'>`. */
export type SignalOf<T extends SignalType> = Extract<Signal, { type: T }>;
