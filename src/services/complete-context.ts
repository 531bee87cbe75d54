/** Fills in what a question or a signal left out about its network, from what we know about the address. */
import type { RequestContext } from '../domain/detections/detection.ts';
import type { NetworkIntelligence } from '../domain/ports/network-intelligence.ts';
import type { GeoPoint, NetworkFacts } from '../domain/signal.ts';

export interface ContextSources {
  readonly intelligence: NetworkIntelligence;
}

interface Located {
  readonly ip: string | null;
  readonly geo: GeoPoint | null;
  readonly network: NetworkFacts | null;
}

/** What the caller says wins field by field; what it leaves open comes from the address. Same object when nothing is added. */
export function completeNetwork<T extends Located>(located: T, { intelligence }: ContextSources): T {
  if (located.ip === null) return located;
  return {
    ...located,
    geo: mergeGeo(located.geo, intelligence.locate(located.ip)),
    network: mergeFacts(located.network, intelligence.facts(located.ip)),
  };
}

/** The context of a question; `null` when the caller said nothing about the moment, which skips all request detections. */
export function completeContext(context: RequestContext, sources: ContextSources): RequestContext | null {
  const { ip, userAgent, deviceId, sessionId, geo, network, authentication } = context;
  const isEmpty = [ip, userAgent, deviceId, sessionId, geo, network, authentication].every((field) => field === null);
  return isEmpty ? null : completeNetwork(context, sources);
}

function mergeGeo(said: GeoPoint | null, known: GeoPoint | null): GeoPoint | null {
  if (said === null) return known;
  if (known === null || said.latitude !== null) return said;
  // Coordinates of another country than the one that was named would be worse than none.
  if (said.country !== null && said.country !== known.country) return said;
  return { ...known, country: said.country ?? known.country, city: said.city ?? known.city };
}

function mergeFacts(said: NetworkFacts | null, known: NetworkFacts): NetworkFacts {
  if (said === null) return known;
  return {
    asn: said.asn ?? known.asn,
    asOrg: said.asOrg ?? known.asOrg,
    anonymizer: said.anonymizer ?? known.anonymizer,
    hosting: said.hosting ?? known.hosting,
    corporate: said.corporate ?? known.corporate,
    reputationHits: said.reputationHits ?? known.reputationHits,
    threatConfidence: said.threatConfidence ?? known.threatConfidence,
    threatActor: said.threatActor ?? known.threatActor,
  };
}
