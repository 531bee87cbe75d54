/** The places, devices and words that the case tables of the detections use. Addresses are from documentation ranges. */
import type { GeoPoint, NetworkFacts } from '../../src/domain/signal.ts';

export interface Place {
  readonly ip: string;
  readonly geo: GeoPoint | null;
  readonly network: NetworkFacts;
}

const PLAIN: NetworkFacts = {
  asn: null,
  asOrg: null,
  anonymizer: null,
  hosting: null,
  corporate: null,
  reputationHits: null,
  threatConfidence: null,
  threatActor: null,
};

function geo(
  country: string,
  city: string | null,
  latitude: number,
  longitude: number,
  radiusKm: number | null,
): GeoPoint {
  return { country, city, latitude, longitude, radiusKm };
}

const BERLIN = geo('DE', 'Berlin', 52.52, 13.4, 20);
const TOKYO = geo('JP', 'Tokyo', 35.68, 139.69, 20);

export const PLACES: Readonly<Record<string, Place>> = {
  home: { ip: '203.0.113.7', geo: BERLIN, network: { ...PLAIN, asn: 64500 } },
  /** Another line of the same provider. */
  neighbour: { ip: '203.0.113.99', geo: BERLIN, network: { ...PLAIN, asn: 64500 } },
  office: { ip: '192.0.2.10', geo: BERLIN, network: { ...PLAIN, asn: 64501, corporate: true } },
  cafe: { ip: '203.0.113.200', geo: BERLIN, network: { ...PLAIN, asn: 64502 } },
  potsdam: { ip: '203.0.113.201', geo: geo('DE', 'Potsdam', 52.39, 13.06, 20), network: { ...PLAIN, asn: 64503 } },
  paris: { ip: '198.51.100.20', geo: geo('FR', 'Paris', 48.86, 2.35, 20), network: { ...PLAIN, asn: 64510 } },
  france: { ip: '198.51.100.21', geo: geo('FR', null, 46.2, 2.2, null), network: { ...PLAIN, asn: 64510 } },
  tokyo: { ip: '198.51.100.30', geo: TOKYO, network: { ...PLAIN, asn: 64520 } },
  tokyo_vpn: { ip: '198.51.100.31', geo: TOKYO, network: { ...PLAIN, asn: 64521, anonymizer: 'vpn' } },
  tokyo_gateway: { ip: '198.51.100.32', geo: TOKYO, network: { ...PLAIN, asn: 64522, corporate: true } },
  vpn: {
    ip: '198.51.100.40',
    geo: geo('NL', null, 52.1, 5.3, null),
    network: { ...PLAIN, asn: 64530, anonymizer: 'vpn' },
  },
  relay: { ip: '198.51.100.41', geo: BERLIN, network: { ...PLAIN, asn: 64531, anonymizer: 'relay' } },
  tor: {
    ip: '198.51.100.50',
    geo: geo('RO', null, 45.9, 24.9, null),
    network: { ...PLAIN, asn: 64540, anonymizer: 'tor' },
  },
  datacenter: {
    ip: '198.51.100.60',
    geo: geo('DE', 'Frankfurt', 50.1, 8.7, 20),
    network: { ...PLAIN, asn: 64550, hosting: true },
  },
  cloud_gateway: {
    ip: '198.51.100.61',
    geo: geo('DE', 'Frankfurt', 50.1, 8.7, 20),
    network: { ...PLAIN, asn: 64551, hosting: true, corporate: true },
  },
  listed: { ip: '198.51.100.70', geo: BERLIN, network: { ...PLAIN, asn: 64560, reputationHits: 4 } },
  badly_listed: { ip: '198.51.100.71', geo: BERLIN, network: { ...PLAIN, asn: 64560, reputationHits: 400 } },
  listed_office: {
    ip: '192.0.2.11',
    geo: BERLIN,
    network: { ...PLAIN, asn: 64501, reputationHits: 4, corporate: true },
  },
  actor: {
    ip: '198.51.100.80',
    geo: BERLIN,
    network: { ...PLAIN, asn: 64570, threatConfidence: 0.9, threatActor: 'Example Group' },
  },
  maybe_actor: { ip: '198.51.100.81', geo: BERLIN, network: { ...PLAIN, asn: 64571, threatConfidence: 0.2 } },
  intranet: { ip: '10.1.2.3', geo: null, network: PLAIN },
  carrier: { ip: '100.64.3.4', geo: TOKYO, network: { ...PLAIN, asn: 64580 } },
};

export interface Client {
  readonly deviceId: string | null;
  readonly userAgent: string | null;
}

const windows = (browser: string): string => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${browser}`;

export const CLIENTS: Readonly<Record<string, Client>> = {
  laptop: { deviceId: 'laptop-1', userAgent: windows('Gecko/20100101 Firefox/149.0') },
  /** The laptop after an update of its browser. */
  laptop_updated: { deviceId: 'laptop-1', userAgent: windows('Gecko/20100101 Firefox/150.0.1') },
  new_laptop: { deviceId: 'laptop-2', userAgent: windows('Gecko/20100101 Firefox/149.0') },
  phone: {
    deviceId: 'phone-1',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1',
  },
  stranger: {
    deviceId: null,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36',
  },
  script: { deviceId: null, userAgent: 'python-requests/2.32.3' },
  nothing: { deviceId: null, userAgent: null },
};
