/**
 * Moves a behaviour profile one signal ahead. Pure and bounded: whatever arrives, a profile stays a few kilobytes.
 *
 * Only what an entity did successfully becomes familiar. Failed attempts are remembered for sequences, but never count
 * as habit, so nobody can teach a profile to trust them by failing often.
 */
import type { EntityType } from '../entity.ts';
import type { Signal, SignalOf } from '../signal.ts';
import { parseAgent } from './agent.ts';
import { addKeys, addTo } from './counts.ts';
import { deviceKeys, hourKeyOf, networkKeys, PRIVILEGED_KEY, resourceKeys } from './keys.ts';
import { isPrivateAddress, isSharedEgress } from './place.ts';
import type { LastLocation, Profile, Seen, SessionSeen } from './profile.ts';
import { remember } from './recent.ts';

/** Keys kept per map: together with `MAX_RECENT` they hold a full profile under 16 KB as JSON. */
export const MAX_KEYS = { network: 32, device: 12, resource: 32, hour: 40 } as const;
export const MAX_SEEN = 8;

const HOUR_MS = 3_600_000;

/** The profile after `signal`; signals must come in (occurredAt, id) order. Never throws. */
export function advanceProfile(profile: Profile, signal: Signal, entityType: EntityType): Profile {
  const at = signal.occurredAt;
  const next: Profile = {
    ...profile,
    firstSeenAt: profile.firstSeenAt ?? at,
    lastSeenAt: Math.max(profile.lastSeenAt ?? at, at),
    recent: remember(profile, signal),
    lastNetwork: signal.network ?? profile.lastNetwork,
  };
  switch (signal.type) {
    case 'authentication':
      return signal.data.outcome === 'success' ? afterLogin(next, signal, entityType) : next;
    case 'access':
      return signal.data.outcome === 'allowed' ? afterAccess(next, signal, entityType) : next;
    case 'device_posture':
      return { ...next, ...companions(next, signal, entityType) };
    case 'network':
      return { ...next, lastNetwork: signal.data.facts };
    case 'account_change':
    case 'finding':
    case 'feedback':
      return next;
  }
}

function afterLogin(profile: Profile, signal: SignalOf<'authentication'>, entityType: EntityType): Profile {
  const at = signal.occurredAt;
  return {
    ...profile,
    ...companions(profile, signal, entityType),
    lastActiveAt: Math.max(profile.lastActiveAt ?? at, at),
    logins: addTo(profile.logins, at),
    network: addKeys(profile.network, known(networkKeys(signal)), at, MAX_KEYS.network),
    device: addKeys(profile.device, known(deviceKeys(signal.userAgent)), at, MAX_KEYS.device),
    hour: addKeys(profile.hour, [hourKeyOf(at)], at, MAX_KEYS.hour),
    lastLocation: locationOf(signal) ?? profile.lastLocation,
  };
}

function afterAccess(profile: Profile, signal: SignalOf<'access'>, entityType: EntityType): Profile {
  const { resourceType, resourceId, privileged, count } = signal.data;
  const at = signal.occurredAt;
  const names: readonly string[] = resourceKeys(resourceType, resourceId);
  return {
    ...profile,
    ...companions(profile, signal, entityType),
    lastActiveAt: Math.max(profile.lastActiveAt ?? at, at),
    resource: addKeys(profile.resource, privileged ? [...names, PRIVILEGED_KEY] : names, at, MAX_KEYS.resource),
    accessRate: afterCount(profile.accessRate, Math.floor(at / HOUR_MS), count),
  };
}

/** One wild hour must not become the new normal: what is learnt from an hour is bounded by what was known before. */
function afterCount(rate: Profile['accessRate'], hour: number, count: number): Profile['accessRate'] {
  if (hour === rate.hour) return { ...rate, current: rate.current + count };
  if (rate.hour < 0) return { ...rate, hour, current: count };
  const learnt = rate.hours === 0 ? Math.min(rate.current, 200) : Math.min(rate.current, 3 * (rate.mean + 10));
  const share = Math.max(0.1, 1 / (rate.hours + 1));
  const mean = Math.round((rate.mean + share * (learnt - rate.mean)) * 1000) / 1000;
  return { mean, hours: rate.hours + 1, hour, current: count };
}

type Companions = Pick<Profile, 'devices' | 'users' | 'sessions'>;

function companions(profile: Profile, signal: Signal, entityType: EntityType): Companions {
  const { deviceId, userId, sessionId, occurredAt: at } = signal;
  return {
    devices: deviceId === null || entityType === 'device' ? profile.devices : seen(profile.devices, deviceId, at),
    users: userId === null || entityType === 'user' ? profile.users : seen(profile.users, userId, at),
    sessions: sessionId === null || signal.type === 'device_posture' ? profile.sessions : seenSession(profile, signal),
  };
}

function seen(list: readonly Seen[], id: string, at: number): readonly Seen[] {
  const old = list.find((entry) => entry.id === id);
  const rest = list.filter((entry) => entry !== old);
  return [...rest, { id, firstAt: old?.firstAt ?? at, lastAt: at }].slice(-MAX_SEEN);
}

/** A session keeps the network and agent it was started from, so that a later change of both stands out. */
function seenSession(profile: Profile, signal: Signal): readonly SessionSeen[] {
  const { sessionId: id, occurredAt: at } = signal;
  if (id === null) return profile.sessions;
  const old = profile.sessions.find((entry) => entry.id === id);
  const rest = profile.sessions.filter((entry) => entry !== old);
  const start = old ?? {
    id,
    firstAt: at,
    asn: signal.network?.asn ?? null,
    agent: parseAgent(signal.userAgent)?.fingerprint ?? null,
    deviceId: signal.deviceId,
  };
  return [...rest, { ...start, lastAt: at }].slice(-MAX_SEEN);
}

function locationOf(signal: Signal): LastLocation | null {
  const { geo, ip } = signal;
  if (geo === null || ip === null || isPrivateAddress(ip) || isSharedEgress(signal.network)) return null;
  return { ...geo, at: signal.occurredAt, ip };
}

function known(keys: readonly (string | null)[]): string[] {
  return keys.filter((key) => key !== null);
}
