/**
 * What counts as habit at a moment: the profile's counts without the last day. An intruder who gets in once must not
 * be familiar at the second sign-in, and a person's new phone is new all day long, not just once.
 */
import { weightAt } from './counts.ts';
import type { Profile } from './profile.ts';

const PROBATION_MS = 24 * 3_600_000;

export interface Habit {
  /** Decayed number of successful sign-ins, ≥ 0. */
  readonly logins: number;
  /** Decayed number of them with this key of the network or device chain, ≥ 0. */
  weight(chain: 'network' | 'device', key: string): number;
}

export function habitAt(profile: Profile, at: number): Habit {
  const fresh = freshKeys(profile, at);
  return {
    logins: Math.max(0, weightAt(profile.logins, at) - (fresh.get('') ?? 0)),
    weight: (chain, key) => Math.max(0, weightAt(profile[chain][key], at) - (fresh.get(key) ?? 0)),
  };
}

/** Sightings of the last day by key; under the empty key the sign-ins themselves. */
function freshKeys(profile: Profile, at: number): ReadonlyMap<string, number> {
  const fresh = new Map<string, number>();
  const count = (key: string): void => void fresh.set(key, (fresh.get(key) ?? 0) + 1);
  for (const event of profile.recent) {
    if (event.kind !== 'success' || at - event.at >= PROBATION_MS) continue;
    count('');
    if (event.country !== null) count(`country:${event.country}`);
    if (event.asn !== null) count(`asn:${event.asn}`);
    if (event.ip !== null) count(`ip:${event.ip}`);
    if (event.agent === null) continue;
    const [kind, browser] = event.agent.split('.', 2);
    count(`class:${kind}`);
    count(`browser:${browser}`);
    count(`agent:${event.agent}`);
  }
  return fresh;
}
