/** The names under which a profile counts things, from coarse to fine. `null` where a level is not known. */
import type { GeoPoint, NetworkFacts } from '../signal.ts';
import { parseAgent } from './agent.ts';
import { isPrivateAddress } from './place.ts';

export interface ChainSource {
  readonly ip: string | null;
  readonly geo: GeoPoint | null;
  readonly network: NetworkFacts | null;
}

/** country > ASN > IP. A private address names no host, so it has no IP level. */
export function networkKeys(source: ChainSource): readonly [string | null, string | null, string | null] {
  const country = source.geo?.country ?? null;
  const asn = source.network?.asn ?? null;
  return [
    country === null ? null : `country:${country}`,
    asn === null ? null : `asn:${asn}`,
    source.ip === null || isPrivateAddress(source.ip) ? null : `ip:${source.ip}`,
  ];
}

/** device class > browser family > full agent. */
export function deviceKeys(userAgent: string | null): readonly [string | null, string | null, string | null] {
  const agent = parseAgent(userAgent);
  if (agent === null) return [null, null, null];
  return [`class:${agent.class}`, `browser:${agent.browser}`, `agent:${agent.fingerprint}`];
}

/** Longer resource names are cut so that a profile stays small whatever a source calls its resources. */
const NAME_MAX = 36;

/** resource type > resource. */
export function resourceKeys(type: string, id: string): readonly [string, string] {
  return [`type:${type.slice(0, NAME_MAX)}`, `res:${type.slice(0, NAME_MAX)}/${id.slice(0, NAME_MAX)}`];
}

/** Counted beside the resources: privileged actions of any kind. */
export const PRIVILEGED_KEY = 'privileged';

/**
 * Hour of week `h0`..`h167`, UTC, `h0` = Thursday 00:00 (the epoch was a Thursday). The letter is for speed: JavaScript
 * copies objects with plain numbers for keys twenty times slower.
 */
export function hourKeyOf(at: number): string {
  const hour = Math.floor(at / 3_600_000) % 168;
  return `h${hour < 0 ? hour + 168 : hour}`;
}

/** Hour of day 0..23, UTC, of such a key. */
export function hourOfDay(key: string): number {
  return Number(key.slice(1)) % 24;
}
