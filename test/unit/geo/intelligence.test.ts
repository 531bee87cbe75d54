import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNetworkIntelligence } from '../../../src/adapters/geo/intelligence.ts';

const settings = {
  corporateCidrs: ['10.20.0.0/16', '2001:db8:c0::/48'],
  egressCidrs: ['8.8.8.0/24'],
  cityDatabase: null,
};
const intelligence = await openNetworkIntelligence(settings);

describe('where an address is', () => {
  it.each([
    ['8.8.4.4', 'US'],
    ['193.99.144.80', 'DE'],
    ['200.160.2.3', 'BR'],
    ['2001:4860:4860::8888', 'US'],
    ['::ffff:193.99.144.80', 'DE'],
  ])('%s is in %s, with no better accuracy than a country', (ip, country) => {
    const place = intelligence.locate(ip);
    expect(place).toMatchObject({ country, city: null });
    expect(place?.radiusKm).toBeGreaterThanOrEqual(1_000);
    expect(place?.latitude).toEqual(expect.any(Number));
  });

  it.each([
    ['private', '10.1.2.3'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['mapped private', '::ffff:10.1.2.3'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['loopback', '127.0.0.1'],
    ['loopback', '::1'],
    ['link-local', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['unique local', 'fd00::1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['documentation', '2001:db8::1'],
    ['multicast', '224.0.0.1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
  ])('%s addresses are nowhere (%s)', (_kind, ip) => {
    expect(intelligence.locate(ip)).toBeNull();
  });

  it('is unknown for a managed egress, which is where the proxy stands and not the person', () => {
    expect(intelligence.locate('8.8.8.8')).toBeNull();
    expect(intelligence.facts('8.8.8.8').corporate).toBe(true);
  });

  it('never throws and knows nothing, whatever it is given', () => {
    const notAddresses = [
      '127.1',
      '0x7f.0.0.1',
      '1.2.3',
      '1.2.3.256',
      '1.2.3.4/24',
      ' 8.8.4.4',
      '8.8.4.4\u0000',
      'x'.repeat(1e6),
    ];
    for (const text of notAddresses) expect(intelligence.locate(text)).toBeNull();
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.ipV6(), fc.ipV4(), fc.string()), (value) => {
        const ip = value as string;
        const place = intelligence.locate(ip);
        expect(place === null || /^[A-Z]{2}$/.test(place.country ?? '')).toBe(true);
        expect(intelligence.facts(ip).anonymizer).toBeNull();
      }),
    );
  });
});

describe('whose an address is', () => {
  it.each([
    ['10.20.0.0', true],
    ['10.20.255.255', true],
    ['::ffff:10.20.1.1', true],
    ['2001:db8:c0::1', true],
    ['10.19.255.255', null],
    ['10.21.0.0', null],
    ['2001:db8:c1::', null],
    ['not an address', null],
  ])('%s corporate: %s', (ip, corporate) => {
    expect(intelligence.facts(ip).corporate).toBe(corporate);
  });
});

describe('opening', () => {
  it('names every range that is none', async () => {
    const corporateCidrs = ['10.0.0.0/8', '10.0.0.0/33', 'nonsense'];
    await expect(openNetworkIntelligence({ ...settings, corporateCidrs })).rejects.toThrow(/10\.0\.0\.0\/33.*nonsense/);
  });

  it('names the city database that cannot be read', async () => {
    const cityDatabase = join(await mkdtemp(join(tmpdir(), 'geo-')), 'city.mmdb');
    await expect(openNetworkIntelligence({ ...settings, cityDatabase })).rejects.toThrow(cityDatabase);
    await writeFile(cityDatabase, 'this is no database');
    await expect(openNetworkIntelligence({ ...settings, cityDatabase })).rejects.toThrow(cityDatabase);
  });
});
