/**
 * Where the simulated people are. Addresses and AS numbers come from the blocks reserved for documentation, so no
 * real network is ever accused; what is known about them travels with the signals.
 */
import type { SignalInput } from '../contract/signal.ts';

export interface City {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Hours ahead of UTC; daylight saving does not matter here. */
  readonly utcOffset: number;
  /** Provider of homes and phones there. */
  readonly provider: { readonly asn: number; readonly name: string };
}

const city = (
  name: string,
  country: string,
  [latitude, longitude]: readonly [number, number],
  utcOffset: number,
  asn: number,
  provider: string,
): City => ({ name, country, latitude, longitude, utcOffset, provider: { asn, name: provider } });

export const CITIES = {
  Berlin: city('Berlin', 'DE', [52.52, 13.4], 1, 64496, 'Spreenetz Breitband'),
  London: city('London', 'GB', [51.51, -0.13], 0, 64497, 'Albion Fibre'),
  'New York': city('New York', 'US', [40.71, -74.01], -5, 64498, 'Hudson Cable'),
  Bengaluru: city('Bengaluru', 'IN', [12.97, 77.59], 5.5, 64499, 'Deccan Broadband'),
  'São Paulo': city('São Paulo', 'BR', [-23.55, -46.63], -3, 64500, 'Paulista Telecom'),
  Stockholm: city('Stockholm', 'SE', [59.33, 18.07], 1, 64501, 'Mälar Bredband'),
  Tokyo: city('Tokyo', 'JP', [35.68, 139.69], 9, 64502, 'Sumida Hikari'),
  Madrid: city('Madrid', 'ES', [40.42, -3.7], 1, 64503, 'Manzanares Fibra'),
  Toronto: city('Toronto', 'CA', [43.65, -79.38], -5, 64504, 'Lakeshore Internet'),
  Frankfurt: city('Frankfurt am Main', 'DE', [50.11, 8.68], 1, 64505, 'Hotelnetz Main'),
  Singapore: city('Singapore', 'SG', [1.35, 103.82], 8, 64506, 'Straits Connect'),
  Santiago: city('Santiago', 'CL', [-33.45, -70.67], -4, 64507, 'Mapocho Redes'),
  Auckland: city('Auckland', 'NZ', [-36.85, 174.76], 12, 64508, 'Waitemata Net'),
} as const;
export type CityName = keyof typeof CITIES;

/** Where a signal came from. */
export type Origin = Required<Pick<SignalInput, 'ip' | 'location' | 'network'>>;

export function origin(place: City, ip: string, network: Partial<NonNullable<SignalInput['network']>> = {}): Origin {
  return {
    ip,
    location: {
      country: place.country,
      city: place.name,
      latitude: place.latitude,
      longitude: place.longitude,
      accuracy_km: 25,
    },
    network: { asn: place.provider.asn, as_org: place.provider.name, hosting: false, corporate: false, ...network },
  };
}

/** Cities with an office; everybody else works from home. */
const OFFICES: Partial<Record<CityName, string>> = {
  Berlin: '192.0.2.10',
  London: '192.0.2.20',
  'New York': '192.0.2.30',
  Bengaluru: '192.0.2.40',
};

export function officeOf(name: CityName): Origin | null {
  const ip = OFFICES[name];
  return ip === undefined
    ? null
    : origin(CITIES[name], ip, { asn: 64511, as_org: 'Meridian Instruments', corporate: true });
}

/** The address of a home; providers hand out a new one now and then. */
export function homeOf(name: CityName, number: number, lease: number): Origin {
  return origin(CITIES[name], `198.51.100.${1 + ((number * 5 + lease) % 250)}`);
}

export function phoneOf(name: CityName, number: number): Origin {
  return origin(CITIES[name], `203.0.113.${1 + (number % 180)}`);
}
