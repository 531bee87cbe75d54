/**
 * What counts as habit at a moment: the profile's counts without the last day. An intruder who gets in once must not
 * be familiar at the second sign-in, and a person's new phone is new all day long, not just once.
 */
import { weightAt } from './counts.ts';
import type { Profile, RecentEvent } from './profile.ts';

const PROBATION_MS = 24 * 3_600_000;

export interface Habit {
  /** Decayed number of successful sign-ins, ≥ 0. */
  readonly logins: number;
  /** Decayed number of them with this key of the network or device chain, ≥ 0. */
  weight(chain: 'network' | 'device', key: string): number;
}

export function habitAt(profile: Profile, at: number): Habit {
  const fresh = profile.recent.filter((event) => event.kind === 'success' && at - event.at < PROBATION_MS);
  return {
    logins: Math.max(0, weightAt(profile.logins, at) - fresh.length),
    weight: (chain, key) => Math.max(0, weightAt(profile[chain][key], at) - sightings(fresh, key)),
  };
}

/** How many of `events` count under `key`. */
function sightings(events: readonly RecentEvent[], key: string): number {
  const colon = key.indexOf(':');
  const level = key.slice(0, colon);
  const value = key.slice(colon + 1);
  let count = 0;
  for (const event of events) if (isSighting(event, level, value)) count += 1;
  return count;
}

function isSighting({ country, asn, ip, agent }: RecentEvent, level: string, value: string): boolean {
  switch (level) {
    case 'country':
      return country === value;
    case 'asn':
      return asn !== null && String(asn) === value;
    case 'ip':
      return ip === value;
    case 'class':
      return agent !== null && agent.startsWith(`${value}.`);
    case 'browser':
      return agent !== null && agent.startsWith(`${value}.`, agent.indexOf('.') + 1);
    case 'agent':
      return agent === value;
    default:
      return false;
  }
}
