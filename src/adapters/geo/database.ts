/** Reads MaxMind-format files: the bundled country database and an optional city database of the operator's choice. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Reader, type Response } from 'mmdb-lib';
import type { GeoPoint } from '../../domain/signal.ts';
import { COUNTRIES } from './countries.ts';

const CITY_RADIUS_KM_DEFAULT = 50;

/** What both layouts in use hold: MaxMind's nested one and the flat one of ip-location-db. Nothing is certain. */
export interface CityRecord {
  readonly country?: { readonly iso_code?: unknown };
  readonly country_code?: unknown;
  readonly city?: unknown;
  readonly location?: { readonly latitude?: unknown; readonly longitude?: unknown; readonly accuracy_radius?: unknown };
  readonly latitude?: unknown;
  readonly longitude?: unknown;
}

export type Locate = (ip: string) => GeoPoint | null;

export async function openCountries(): Promise<Locate> {
  const path = createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  );
  const reader = await openReader(path);
  return (ip) => toCountryPoint(countryOf(reader.get(ip) as CityRecord | null));
}

/** Rejects with the path in the message when the file is missing or not in the MaxMind format. */
export async function openCities(path: string): Promise<Locate> {
  const reader = await openReader(path);
  return (ip) => toCityPoint(reader.get(ip) as CityRecord | null);
}

async function openReader(path: string): Promise<Reader<Response>> {
  try {
    const cache = new Map<string | number, unknown>();
    // Countries repeat: decoded records are kept, but only so many that a city file cannot fill the memory.
    const bounded = {
      get: (key: string | number) => cache.get(key),
      set: (key: string | number, value: unknown) => {
        if (cache.size < 4_096) cache.set(key, value);
      },
    };
    return new Reader<Response>(await readFile(path), { cache: bounded });
  } catch (cause) {
    throw new Error(`Cannot read the location database ${path}`, { cause });
  }
}

function countryOf(record: CityRecord | null): string | null {
  const code = record?.country?.iso_code ?? record?.country_code;
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : null;
}

function toCountryPoint(country: string | null): GeoPoint | null {
  if (country === null) return null;
  const place = COUNTRIES.get(country);
  return {
    country,
    city: null,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    radiusKm: place?.radiusKm ?? null,
  };
}

/** What a record of a city file says. Without a city the coordinates are some middle of the country, so the country's own radius applies. */
export function toCityPoint(record: CityRecord | null): GeoPoint | null {
  const country = countryOf(record);
  const city = cityOf(record?.city);
  const latitude = coordinate(record?.location?.latitude ?? record?.latitude, 90);
  const longitude = coordinate(record?.location?.longitude ?? record?.longitude, 180);
  if (city === null || latitude === null || longitude === null) return toCountryPoint(country);
  const radius = record?.location?.accuracy_radius;
  return { country, city, latitude, longitude, radiusKm: typeof radius === 'number' ? radius : CITY_RADIUS_KM_DEFAULT };
}

function cityOf(city: unknown): string | null {
  const name = typeof city === 'object' && city !== null && 'names' in city ? englishName(city.names) : city;
  return typeof name === 'string' && name !== '' ? name : null;
}

function englishName(names: unknown): unknown {
  return typeof names === 'object' && names !== null && 'en' in names ? names.en : null;
}

function coordinate(value: unknown, limit: number): number | null {
  return typeof value === 'number' && Math.abs(value) <= limit ? value : null;
}
