/** Facts about addresses. Synchronous: look-ups are in memory. */
import type { GeoPoint, NetworkFacts } from '../signal.ts';

export interface NetworkIntelligence {
  /** `null` for private, reserved or unknown addresses. */
  locate(ip: string): GeoPoint | null;
  /** Facts from allow lists and feeds; every field `null` where nothing is known. */
  facts(ip: string): NetworkFacts;
}
