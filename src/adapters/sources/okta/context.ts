/** The circumstances of an Okta event in the native envelope: who, from where, through what, and what Okta thinks of it. */
import { isIP } from 'node:net';
import type { SignalInput } from '../../../contract/signal.ts';
import type { AuthenticationHint } from '../../../domain/signal.ts';
import { countryCodeOf } from '../country-names.ts';
import { fieldsOf, type Fields, type OktaEvent, type OktaParty } from './event.ts';

const CITY_RADIUS_KM = 50;

type Envelope = Omit<SignalInput, 'type' | 'data'>;

/**
 * The one identity of a person: the login (lower case), because people, HR systems and other sources know it too;
 * Okta's id where an event gives no login. An event with the id alone therefore feeds an entity of that id.
 */
export function personOf(party: OktaParty | null): string | null {
  return party !== null && (party.type === 'User' || party.type === 'AppUser') ? (party.login ?? party.id) : null;
}

/** Clients that act for themselves: OAuth clients and service apps. */
export function clientAppOf(party: OktaParty | null): string | null {
  return party !== null && /App|Client/.test(party.type) && party.type !== 'AppUser' ? party.id : null;
}

/** The envelope of what the actor did, with the actor's network, device and session. */
export function actorEnvelope(event: OktaEvent, part = ''): Envelope {
  const clientApp = clientAppOf(event.actor);
  // A client app acts for a person; which one, the target or the debug data says.
  const user =
    personOf(event.actor) ?? (clientApp === null ? null : (userTargetOf(event) ?? event.debug.text('userId')));
  const ip = event.client.text('ipAddress', 45);
  return {
    ...envelope(event, part),
    ...(user === null ? {} : { user_id: user }),
    ...(clientApp === null ? {} : { entities: [{ type: 'service', id: clientApp }] }),
    device_id: deviceOf(event),
    session_id: event.authentication.text('externalSessionId'),
    ip: ip !== null && isIP(ip) !== 0 && !ip.includes('%') ? ip : null,
    user_agent: event.client.fields('userAgent').text('rawUserAgent', 1_000),
    location: locationOf(event.client.fields('geographicalContext')),
    network: networkOf(event),
  };
}

/** The envelope of what was done to a person. The circumstances are the actor's, so they stay out of it. */
export function affectedEnvelope(event: OktaEvent, person: string): Envelope {
  return { ...envelope(event, ':target'), user_id: person };
}

export function userTargetOf(event: OktaEvent): string | null {
  const target =
    event.targets.find(({ type }) => type === 'User') ?? event.targets.find(({ type }) => type === 'AppUser');
  return personOf(target ?? null);
}

function envelope(event: OktaEvent, part: string): Envelope {
  return { id: `${event.id}${part}`, time: event.at, source_type: event.type };
}

/** Okta's device id where it manages devices, else the device token that its sign-in page keeps in the browser. */
function deviceOf(event: OktaEvent): string | null {
  const token = event.debug.text('dtHash');
  return event.device.text('id') ?? (token === null ? null : `okta-dt:${token}`);
}

function locationOf(geo: Fields): Envelope['location'] {
  const place = geo.fields('geolocation');
  const latitude = within(place.number('lat'), 90);
  const longitude = within(place.number('lon'), 180);
  const city = geo.text('city', 100);
  const name = geo.text('country', 100);
  const country = name === null ? null : countryCodeOf(name);
  if (country === null && city === null) return null;
  // Without a city the coordinates are the middle of a country or a state: better no point than a false one.
  const isPoint = city !== null && latitude !== null && longitude !== null;
  return { country, city, ...(isPoint ? { latitude, longitude, accuracy_km: CITY_RADIUS_KM } : {}) };
}

function networkOf(event: OktaEvent): Envelope['network'] {
  const asn = event.security.number('asNumber');
  const anonymizer = anonymizerOf(event);
  const asOrg = event.security.text('asOrg');
  if (asn === null && anonymizer === null && asOrg === null) return null;
  const isAsn = asn !== null && Number.isInteger(asn) && asn >= 0 && asn <= 4_294_967_295;
  return { asn: isAsn ? asn : null, as_org: asOrg, anonymizer };
}

/** `tunnels` names what Okta recognised, as JSON text; `isProxy` only says that something was. */
function anonymizerOf(event: OktaEvent): 'tor' | 'vpn' | 'proxy' | null {
  const tunnels = fromJson(event.debug.value('tunnels'));
  const kinds = (Array.isArray(tunnels) ? tunnels : [])
    .map((tunnel) => fieldsOf(tunnel))
    .map((tunnel) => `${tunnel.text('type') ?? ''} ${tunnel.text('operator') ?? ''}`.toUpperCase());
  if (kinds.some((kind) => /\bTOR\b/.test(kind))) return 'tor';
  if (kinds.some((kind) => kind.includes('VPN'))) return 'vpn';
  return kinds.length > 0 || event.security.value('isProxy') === true ? 'proxy' : null;
}

const BEHAVIOR_HINTS: Readonly<Record<string, AuthenticationHint>> = {
  'new country': 'new_country',
  'new geo-location': 'new_city',
  'new state': 'new_city',
  'new city': 'new_city',
  'new ip': 'new_ip',
  'new device': 'new_device',
  velocity: 'velocity',
};

/** What Okta's behaviour detection and risk engine said. Both come as `{A=B, C=D}` text, or as JSON in `logOnlySecurityData`. */
export function hintsOf(event: OktaEvent): AuthenticationHint[] {
  const logged = fieldsOf(fromJson(event.debug.value('logOnlySecurityData')));
  const behaviors = new Map([...pairsOf(event.debug.value('behaviors')), ...pairsOf(logged.value('behaviors'))]);
  const risk = new Map([...pairsOf(event.debug.value('risk')), ...pairsOf(logged.value('risk'))]);
  const hints = new Set<AuthenticationHint>();
  for (const [behavior, verdict] of behaviors) {
    const hint = BEHAVIOR_HINTS[behavior];
    if (hint !== undefined && verdict === 'POSITIVE') hints.add(hint);
  }
  const level = risk.get('level');
  if (level === 'HIGH') hints.add('risk_high');
  if (level === 'MEDIUM') hints.add('risk_medium');
  if (event.debug.text('threatSuspected')?.toLowerCase() === 'true') hints.add('threat_suspected');
  return [...hints];
}

function pairsOf(value: unknown): [string, string][] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, verdict]) => [key.trim().toLowerCase(), String(verdict).toUpperCase()]);
  }
  if (typeof value !== 'string') return [];
  return [...value.slice(0, 2_000).matchAll(/([A-Za-z][A-Za-z -]*)=([A-Za-z_]+)/g)].map(
    ([, key = '', verdict = '']) => [key.trim().toLowerCase(), verdict.toUpperCase()],
  );
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function within(value: number | null, limit: number): number | null {
  return value !== null && Math.abs(value) <= limit ? value : null;
}
