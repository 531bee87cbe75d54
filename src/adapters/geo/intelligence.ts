/**
 * What is known about an address: where it is and whether it is ours. Files are read once, at opening; look-ups are
 * in memory, bounded in what they remember, and answer `null` for anything that is no public address.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { NetworkIntelligence } from '../../domain/ports/network-intelligence.ts';
import type { GeoPoint, NetworkFacts } from '../../domain/signal.ts';
import { openCities, openCountries } from './database.ts';
import { createRangeSet } from './ranges.ts';

export interface NetworkIntelligenceSettings {
  /** Ranges of the organisation's own networks. */
  readonly corporateCidrs: readonly string[];
  /** Ranges of managed egress (SASE, VPN concentrators): ours, but no place. */
  readonly egressCidrs: readonly string[];
  /** Path of a MaxMind-format city database, or `null` to know countries only. */
  readonly cityDatabase: string | null;
}

interface Known {
  readonly geo: GeoPoint | null;
  readonly facts: NetworkFacts;
}

const REMEMBERED_MAX = 20_000;

const NOTHING: NetworkFacts = {
  asn: null,
  asOrg: null,
  anonymizer: null,
  hosting: null,
  corporate: null,
  reputationHits: null,
  threatConfidence: null,
  threatActor: null,
};
const UNKNOWN: Known = { geo: null, facts: NOTHING };
const CORPORATE: NetworkFacts = { ...NOTHING, corporate: true };

/** Rejects when a range is not a CIDR or a database cannot be read. */
export async function openNetworkIntelligence(settings: NetworkIntelligenceSettings): Promise<NetworkIntelligence> {
  const corporate = createRangeSet([...settings.corporateCidrs, ...settings.egressCidrs]);
  const egress = createRangeSet(settings.egressCidrs);
  const country = await openCountries();
  const city = settings.cityDatabase === null ? null : await openCities(settings.cityDatabase);
  const remembered = new LRUCache<string, Known>({ max: REMEMBERED_MAX });

  function lookUp(text: string): Known {
    if (isIP(text) === 0) return UNKNOWN;
    const ip = ipaddr.process(text);
    const facts = corporate.has(ip) ? CORPORATE : NOTHING;
    // The egress of a managed proxy is where the proxy stands, not where the person sits.
    if (ip.range() !== 'unicast' || egress.has(ip)) return { geo: null, facts };
    const canonical = ip.toString();
    return { geo: city?.(canonical) ?? country(canonical), facts };
  }

  function recall(text: string): Known {
    // The type says string; the value may have come from anywhere, and a long one must not fill the memory.
    if (typeof text !== 'string' || text.length > 64) return UNKNOWN;
    let known = remembered.get(text);
    if (known === undefined) {
      known = lookUp(text);
      remembered.set(text, known);
    }
    return known;
  }

  return {
    locate: (ip) => recall(ip).geo,
    facts: (ip) => recall(ip).facts,
  };
}
