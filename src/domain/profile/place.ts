/** Where an observation was made from, and whether that may be taken for a place at all. */
import type { GeoPoint, NetworkFacts } from '../signal.ts';

const EARTH_RADIUS_KM = 6371;
/** A point with no city only says which country it is in. */
export const COUNTRY_RADIUS_KM = 1000;
const CITY_RADIUS_KM = 50;

const PRIVATE_V4 =
  /^(?:10\.|127\.|0\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;
const PRIVATE_V6 = /^(?:::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;
const MAPPED_V4 = /^::ffff:/i;

/** Private, loopback, link-local and carrier-grade NAT ranges: many hosts in the world share each of them. */
export function isPrivateAddress(ip: string): boolean {
  return ip.includes(':') && !MAPPED_V4.test(ip) ? PRIVATE_V6.test(ip) : PRIVATE_V4.test(ip.replace(MAPPED_V4, ''));
}

/** Anonymizers, hosting and corporate egress: the address tells where the exit stands, not the person. */
export function isSharedEgress(network: NetworkFacts | null): boolean {
  return network !== null && (network.anonymizer !== null || network.hosting === true || network.corporate === true);
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

/** The place a geo point stands for, or `null` when it has no coordinates. */
export function placeOf(geo: GeoPoint): Place | null {
  const { latitude, longitude } = geo;
  if (latitude === null || longitude === null) return null;
  const least = geo.city === null ? COUNTRY_RADIUS_KM : 0;
  return { latitude, longitude, radiusKm: Math.max(least, geo.radiusKm ?? CITY_RADIUS_KM) };
}

/** Great-circle distance in km. */
export function distanceKm(a: Place, b: Place): number {
  const rad = Math.PI / 180;
  const sinLat = Math.sin(((b.latitude - a.latitude) * rad) / 2);
  const sinLon = Math.sin(((b.longitude - a.longitude) * rad) / 2);
  const h = sinLat * sinLat + Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
