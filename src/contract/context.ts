/** The moment a question is asked in: `authentication_context` and `network_context` of a request. */
import { z } from 'zod';
import type { RequestAuthentication, RequestContext } from '../domain/detections/detection.ts';
import type { GeoPoint, NetworkFacts } from '../domain/signal.ts';
import { text } from './signal-text.ts';
import { asnShape, countryShape, unitShape } from './values.ts';

const flag = z.boolean().nullish();

export const authenticationContextShape = z
  .object({
    mfa_enabled: flag.describe('Whether a second factor was used for this session.'),
    session_encrypted: flag.describe('Whether the session runs over an encrypted channel.'),
    method: text(64).nullish().describe('One method reference; read when amr is missing.'),
    amr: z.array(text(64)).max(32).nullish().describe('Method references in the style of RFC 8176.'),
    acr: text(256).nullish().describe('Authentication context class.'),
    credential_age_days: z.number().min(0).max(100_000).nullish(),
    session_age_seconds: z.number().min(0).max(1e10).nullish(),
  })
  .meta({ description: 'How the subject is authenticated now. Unknown keys are ignored.' });

export const networkContextShape = z
  .object({
    is_corporate_network: flag,
    vpn_detected: flag.describe('Read when anonymizer is missing.'),
    anonymizer: z.enum(['tor', 'vpn', 'proxy', 'relay']).nullish(),
    is_hosting: flag,
    country: countryShape.nullish(),
    city: text(128).nullish(),
    latitude: z.number().min(-90).max(90).nullish(),
    longitude: z.number().min(-180).max(180).nullish(),
    radius_km: z.number().min(0).max(20_038).nullish().describe('Accuracy of the position.'),
    asn: asnShape.nullish(),
    as_org: text(256).nullish(),
    reputation_hits: z.int().min(0).max(10_000).nullish(),
    threat_confidence: unitShape.nullish(),
    threat_actor: text(256).nullish(),
  })
  .refine((network) => (network.latitude == null) === (network.longitude == null), {
    path: ['latitude'],
    message: 'latitude and longitude go together',
  })
  .meta({ description: 'The network the request comes through. Unknown keys are ignored.' });

interface ContextBody {
  readonly current_ip?: string | null | undefined;
  readonly user_agent?: string | null | undefined;
  readonly device_id?: string | null | undefined;
  readonly session_id?: string | null | undefined;
  readonly authentication_context?: z.output<typeof authenticationContextShape> | null | undefined;
  readonly network_context?: z.output<typeof networkContextShape> | null | undefined;
}

export function toRequestContext(body: ContextBody): RequestContext {
  const network = body.network_context ?? null;
  return {
    ip: body.current_ip ?? null,
    userAgent: body.user_agent ?? null,
    deviceId: body.device_id ?? null,
    sessionId: body.session_id ?? null,
    geo: network && toGeo(network),
    network: network && toNetworkFacts(network),
    authentication: body.authentication_context ? toAuthentication(body.authentication_context) : null,
  };
}

function toGeo(network: z.output<typeof networkContextShape>): GeoPoint | null {
  const { country, city, latitude, longitude, radius_km } = network;
  if (country == null && city == null && latitude == null) return null;
  return {
    country: country ?? null,
    city: city ?? null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
    radiusKm: radius_km ?? null,
  };
}

function toNetworkFacts(network: z.output<typeof networkContextShape>): NetworkFacts {
  return {
    asn: network.asn ?? null,
    asOrg: network.as_org ?? null,
    anonymizer: network.anonymizer ?? (network.vpn_detected ? 'vpn' : null),
    hosting: network.is_hosting ?? null,
    corporate: network.is_corporate_network ?? null,
    reputationHits: network.reputation_hits ?? null,
    threatConfidence: network.threat_confidence ?? null,
    threatActor: network.threat_actor ?? null,
  };
}

function toAuthentication(context: z.output<typeof authenticationContextShape>): RequestAuthentication {
  return {
    mfa: context.mfa_enabled ?? null,
    amr: context.amr ?? (context.method == null ? [] : [context.method]),
    acr: context.acr ?? null,
    sessionEncrypted: context.session_encrypted ?? null,
    credentialAgeDays: context.credential_age_days ?? null,
    sessionAgeSeconds: context.session_age_seconds ?? null,
  };
}
