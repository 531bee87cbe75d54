/**
 * Questions about one entity. The GraphQL form becomes the wire form of REST and is checked by the same shapes, so
 * that the two edges accept the same values; the faults' paths are turned back. Not checked by the schema's
 * argument validation, because one bad item of a bulk must not refuse the others.
 */
import { calculateShape, toAssessRequest } from '../../contract/assess.ts';
import { badInput, faultsOf } from '../../contract/faults.ts';
import type { Fault } from '../../domain/errors.ts';
import type { Question } from '../../resolvers/trust-score.ts';
import { builder } from '../builder.ts';
import { AnonymizerEnum, EntityTypeEnum } from '../enums.ts';

const AuthenticationContextInput = builder.inputType('AuthenticationContextInput', {
  description: 'How the subject is authenticated now.',
  fields: (t) => ({
    mfaEnabled: t.boolean({ description: 'Whether a second factor was used for this session.' }),
    sessionEncrypted: t.boolean({ description: 'Whether the session runs over an encrypted channel.' }),
    method: t.string({ description: 'One method reference, 1 to 64 characters; read when amr is missing.' }),
    amr: t.stringList({ description: 'Method references in the style of RFC 8176, at most 32.' }),
    acr: t.string({ description: 'Authentication context class, 1 to 256 characters.' }),
    credentialAgeDays: t.float({ description: 'Age of the credential in days, 0 to 100,000.' }),
    sessionAgeSeconds: t.float({ description: 'Age of the session in seconds, 0 or more.' }),
  }),
});

const NetworkContextInput = builder.inputType('NetworkContextInput', {
  description: 'The network a request comes through. What is left out is looked up from the address.',
  fields: (t) => ({
    isCorporateNetwork: t.boolean({ description: 'The organisation’s own network.' }),
    vpnDetected: t.boolean({ description: 'Read when anonymizer is missing.' }),
    anonymizer: t.field({ type: AnonymizerEnum, description: 'What hides the origin.' }),
    isHosting: t.boolean({ description: 'A data centre’s address.' }),
    country: t.string({ description: 'ISO 3166-1 alpha-2.' }),
    city: t.string({ description: 'Name of the city, 1 to 128 characters.' }),
    latitude: t.float({ description: 'Degrees, −90 to 90; goes with longitude.' }),
    longitude: t.float({ description: 'Degrees, −180 to 180; goes with latitude.' }),
    radiusKm: t.float({ description: 'Accuracy of the position in km, 0 to 20,038.' }),
    asn: t.float({ description: 'Autonomous system number, a whole number of 32 bits.' }),
    asOrg: t.string({ description: 'Who runs that system, 1 to 256 characters.' }),
    reputationHits: t.int({ description: 'Reputation lists that name the address, 0 to 10,000.' }),
    threatConfidence: t.float({ description: 'Confidence in a threat match, 0 to 1.' }),
    threatActor: t.string({ description: 'Who stands behind that threat, 1 to 256 characters.' }),
  }),
});

export const TrustScoreInput = builder.inputType('TrustScoreInput', {
  description: 'A question about one entity, and what is known of the moment it is asked in.',
  fields: (t) => ({
    entityId: t.string({ required: true, description: 'The entity asked about, 1 to 256 characters.' }),
    entityType: t.field({ type: EntityTypeEnum, defaultValue: 'user', description: 'Its type.' }),
    userId: t.string({ description: 'Accepted for existing callers; the answer is about entityId.' }),
    deviceId: t.string({ description: 'The device the request comes from, 1 to 256 characters.' }),
    sessionId: t.string({ description: 'The session the request belongs to, 1 to 256 characters.' }),
    currentIp: t.string({ description: 'IPv4 or IPv6 address the request comes from.' }),
    userAgent: t.string({ description: 'User agent as sent, 1 to 1,024 characters.' }),
    authenticationContext: t.field({
      type: AuthenticationContextInput,
      description: 'How the subject is authenticated.',
    }),
    networkContext: t.field({ type: NetworkContextInput, description: 'The network it comes through.' }),
    forceRefresh: t.boolean({
      defaultValue: false,
      description: 'Read the evidence from the store, not from a cache.',
    }),
    atLeast: t.int({ description: 'Demand at least this revision of the entity; CONFLICT when it is not reached.' }),
  }),
});

type Input = typeof TrustScoreInput.$inferInput;

export type ParsedQuestion =
  { readonly ok: true; readonly question: Question } | { readonly ok: false; readonly faults: readonly Fault[] };

export function parseQuestion(input: Input, prefix: string): ParsedQuestion {
  const parsed = calculateShape.safeParse(toWire(input));
  if (parsed.success) return { ok: true, question: toAssessRequest(parsed.data) };
  const faults = faultsOf(parsed.error).map(({ path, message }) => ({
    path: prefix === '' ? camelCase(path) : `${prefix}.${camelCase(path)}`,
    message,
  }));
  return { ok: false, faults };
}

/** Throws BAD_USER_INPUT with every fault. */
export function questionOf(input: Input): Question {
  const parsed = parseQuestion(input, 'input');
  if (!parsed.ok) throw badInput(parsed.faults);
  return parsed.question;
}

function toWire(input: Input): unknown {
  const { authenticationContext: authentication, networkContext: network } = input;
  return {
    entity_id: input.entityId,
    entity_type: input.entityType,
    device_id: input.deviceId,
    session_id: input.sessionId,
    user_id: input.userId,
    current_ip: input.currentIp,
    user_agent: input.userAgent,
    force_refresh: input.forceRefresh,
    at_least: input.atLeast,
    authentication_context: authentication && {
      mfa_enabled: authentication.mfaEnabled,
      session_encrypted: authentication.sessionEncrypted,
      method: authentication.method,
      amr: authentication.amr,
      acr: authentication.acr,
      credential_age_days: authentication.credentialAgeDays,
      session_age_seconds: authentication.sessionAgeSeconds,
    },
    network_context: network && {
      is_corporate_network: network.isCorporateNetwork,
      vpn_detected: network.vpnDetected,
      anonymizer: network.anonymizer,
      is_hosting: network.isHosting,
      country: network.country,
      city: network.city,
      latitude: network.latitude,
      longitude: network.longitude,
      radius_km: network.radiusKm,
      asn: network.asn,
      as_org: network.asOrg,
      reputation_hits: network.reputationHits,
      threat_confidence: network.threatConfidence,
      threat_actor: network.threatActor,
    },
  };
}

function camelCase(path: string): string {
  return path.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
