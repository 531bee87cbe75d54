/** The population used while a tenant has no statistics of its own: fixed shares per level of a chain. */
import type { Population } from '../detections/detection.ts';

/** Number of networks (ASNs) an attacker is assumed to choose from; the reciprocal of an unknown ASN's share. */
export const UNIFORM_ASN_COUNT = 100;

const SHARES: Readonly<Record<string, number>> = {
  country: 0.05,
  asn: 1 / UNIFORM_ASN_COUNT,
  ip: 0.0001,
  class: 0.4,
  browser: 0.2,
  agent: 0.02,
  type: 0.1,
  res: 0.001,
};
const HOUR_SHARE = 1 / 168;

export const UNIFORM_POPULATION: Population = {
  share(chain, key) {
    if (chain === 'hour') return HOUR_SHARE;
    const colon = key.indexOf(':');
    return SHARES[colon < 0 ? key : key.slice(0, colon)] ?? SHARES['agent'] ?? 1;
  },
};
