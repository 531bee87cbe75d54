/** The `data` part of each signal type: wire schema and mapping to the domain's form, side by side. */
import { z } from 'zod';
import type {
  AccessData,
  AccountChangeData,
  AuthenticationData,
  DevicePostureData,
  FeedbackData,
  FindingData,
  GeoPoint,
  NetworkFacts,
} from '../domain/signal.ts';
import { ACCOUNT_CHANGES, AUTHENTICATION_HINTS, FAILURE_REASONS, FINDING_KINDS } from '../domain/signal.ts';
import { keyName, text, time, toMs } from './signal-text.ts';

const country = z.string().regex(/^[A-Za-z]{2}$/, 'Must be an ISO 3166-1 alpha-2 country code.');

export const locationSchema = z.strictObject({
  country: country.nullish(),
  city: text(100).nullish(),
  latitude: z.number().min(-90).max(90).nullish(),
  longitude: z.number().min(-180).max(180).nullish(),
  accuracy_km: z.number().min(0).max(20_040).nullish(),
});

export function toGeoPoint(wire: z.output<typeof locationSchema>): GeoPoint {
  return {
    country: wire.country?.toUpperCase() ?? null,
    city: wire.city ?? null,
    latitude: wire.latitude ?? null,
    longitude: wire.longitude ?? null,
    radiusKm: wire.accuracy_km ?? null,
  };
}

export const networkSchema = z.strictObject({
  asn: z.int().min(0).max(4_294_967_295).nullish(),
  as_org: text(200).nullish(),
  anonymizer: z.enum(['tor', 'vpn', 'proxy', 'relay']).nullish(),
  hosting: z.boolean().nullish(),
  corporate: z.boolean().nullish(),
  reputation_hits: z.int().min(0).max(10_000).nullish(),
  threat_confidence: z.number().min(0).max(1).nullish(),
  threat_actor: text(200).nullish(),
});

export function toNetworkFacts(wire: z.output<typeof networkSchema>): NetworkFacts {
  return {
    asn: wire.asn ?? null,
    asOrg: wire.as_org ?? null,
    anonymizer: wire.anonymizer ?? null,
    hosting: wire.hosting ?? null,
    corporate: wire.corporate ?? null,
    reputationHits: wire.reputation_hits ?? null,
    threatConfidence: wire.threat_confidence ?? null,
    threatActor: wire.threat_actor ?? null,
  };
}

export const authenticationSchema = z.strictObject({
  outcome: z.enum(['success', 'failure', 'challenge']),
  amr: z.array(keyName).max(16).nullish(),
  acr: text(200).nullish(),
  mfa: z.boolean().nullish(),
  failure_reason: z.enum(FAILURE_REASONS).nullish(),
  protocol: z.enum(['interactive', 'legacy', 'ropc', 'device_code']).nullish(),
  step_up: z.boolean().nullish(),
  application: text(200).nullish(),
  hints: z.array(z.enum(AUTHENTICATION_HINTS)).max(AUTHENTICATION_HINTS.length).nullish(),
});

export function toAuthentication(wire: z.output<typeof authenticationSchema>): AuthenticationData {
  return {
    outcome: wire.outcome,
    amr: wire.amr ?? [],
    acr: wire.acr ?? null,
    mfa: wire.mfa ?? null,
    failureReason: wire.failure_reason ?? null,
    protocol: wire.protocol ?? null,
    stepUp: wire.step_up ?? false,
    application: wire.application ?? null,
    hints: wire.hints ?? [],
  };
}

export const accessSchema = z.strictObject({
  resource_type: text(100),
  resource_id: text(256),
  action: text(100),
  outcome: z.enum(['allowed', 'denied']),
  bytes: z.int().min(0).nullish(),
  count: z.int().min(1).max(1_000_000).nullish(),
  privileged: z.boolean().nullish(),
});

export function toAccess(wire: z.output<typeof accessSchema>): AccessData {
  return {
    resourceType: wire.resource_type,
    resourceId: wire.resource_id,
    action: wire.action,
    outcome: wire.outcome,
    bytes: wire.bytes ?? null,
    count: wire.count ?? 1,
    privileged: wire.privileged ?? false,
  };
}

export const devicePostureSchema = z.strictObject({
  os_name: text(100).nullish(),
  os_version: text(100).nullish(),
  patched_at: time.nullish(),
  managed: z.boolean().nullish(),
  compliance: z.enum(['compliant', 'noncompliant', 'in_grace']).nullish(),
  attestation: z.enum(['passed', 'failed', 'stale']).nullish(),
  edr_last_seen_at: time.nullish(),
  checks: z
    .record(keyName, z.enum(['pass', 'fail']))
    .refine((checks) => Object.keys(checks).length <= 64, 'At most 64 checks.')
    .nullish(),
  exploited_cves: z
    .array(z.string().regex(/^CVE-\d{4}-\d{4,12}$/, 'Must be a CVE id, e.g. CVE-2024-12345.'))
    .max(500)
    .nullish(),
  report_by: time.nullish(),
});

function msOrNull(value: z.output<typeof time> | null | undefined): number | null {
  return value == null ? null : toMs(value);
}

export function toDevicePosture(wire: z.output<typeof devicePostureSchema>): DevicePostureData {
  return {
    osName: wire.os_name ?? null,
    osVersion: wire.os_version ?? null,
    patchedAt: msOrNull(wire.patched_at),
    managed: wire.managed ?? null,
    compliance: wire.compliance ?? null,
    attestation: wire.attestation ?? null,
    edrLastSeenAt: msOrNull(wire.edr_last_seen_at),
    checks: wire.checks ?? {},
    exploitedCves: wire.exploited_cves ?? [],
    reportBy: msOrNull(wire.report_by),
  };
}

export const accountChangeSchema = z.strictObject({
  change: z.enum(ACCOUNT_CHANGES),
  actor: z.enum(['self', 'admin', 'system']).nullish(),
  actor_id: text(256).nullish(),
  detail: text(1_000).nullish(),
  targets: z.array(text(256)).max(64).nullish(),
});

export function toAccountChange(wire: z.output<typeof accountChangeSchema>): AccountChangeData {
  return {
    change: wire.change,
    actor: wire.actor ?? null,
    actorId: wire.actor_id ?? null,
    detail: wire.detail ?? null,
    targets: wire.targets ?? [],
  };
}

export const findingSchema = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  status: z.enum(['open', 'resolved']).nullish(),
  /** 0..1; 1 when the source does not say. */
  confidence: z.number().min(0).max(1).nullish(),
  detail: text(1_000).nullish(),
});

export function toFinding(wire: z.output<typeof findingSchema>): FindingData {
  return {
    kind: wire.kind,
    status: wire.status ?? 'open',
    confidence: wire.confidence ?? 1,
    detail: wire.detail ?? null,
  };
}

export const feedbackSchema = z.strictObject({
  verdict: z.enum(['it_was_me', 'confirmed', 'dismissed', 'resolved']),
  target: text(256),
  by: text(256).nullish(),
});

export function toFeedback(wire: z.output<typeof feedbackSchema>): FeedbackData {
  return { verdict: wire.verdict, target: wire.target, by: wire.by ?? null };
}
