import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '../../../src/adapters/geo/countries.ts';
import { toCityPoint } from '../../../src/adapters/geo/database.ts';

const munich = { country: 'DE', city: 'Munich', latitude: 48.14, longitude: 11.58 };

describe('a record of a city database', () => {
  it('reads in the nested layout, with its own accuracy', () => {
    const record = {
      country: { iso_code: 'DE' },
      city: { names: { de: 'München', en: 'Munich' } },
      location: { latitude: 48.14, longitude: 11.58, accuracy_radius: 5 },
    };
    expect(toCityPoint(record)).toEqual({ ...munich, radiusKm: 5 });
  });

  it('reads in the flat layout, with 50 km of doubt', () => {
    const record = { country_code: 'DE', city: 'Munich', latitude: 48.14, longitude: 11.58 };
    expect(toCityPoint(record)).toEqual({ ...munich, radiusKm: 50 });
  });

  it.each([
    ['no city', { country_code: 'DE', city: '', latitude: 51, longitude: 9 }],
    ['no coordinates', { country_code: 'DE', city: 'Munich' }],
    ['impossible coordinates', { country_code: 'DE', city: 'Munich', latitude: 91, longitude: 9 }],
    [
      'a city without an English name',
      { country: { iso_code: 'DE' }, city: { names: { de: 'München' } }, latitude: 1, longitude: 1 },
    ],
  ])('with %s is no more accurate than its country', (_what, record) => {
    expect(toCityPoint(record)).toEqual({ country: 'DE', city: null, ...COUNTRIES.get('DE') });
  });

  it.each([null, {}, { country_code: 5 }, { country: { iso_code: 'Germany' } }])(
    'that names no country (%j) is no place',
    (record) => {
      expect(toCityPoint(record)).toBeNull();
    },
  );
});

describe('the table of countries', () => {
  it('has a point on the map and an accuracy of at least 1,000 km for each of some 250 codes', () => {
    expect(COUNTRIES.size).toBeGreaterThanOrEqual(249);
    for (const [code, { latitude, longitude, radiusKm }] of COUNTRIES) {
      expect(code).toMatch(/^[A-Z]{2}$/);
      expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
      expect(radiusKm).toBeGreaterThanOrEqual(1_000);
    }
  });

  it.each([
    ['DE', 51, 10],
    ['BR', -15, -48],
    ['IN', 21, 78],
    ['NZ', -41, 174],
    ['US', 39, -95],
  ])('puts %s where it is', (code, latitude, longitude) => {
    const place = COUNTRIES.get(code);
    expect(Math.abs((place?.latitude ?? 999) - latitude)).toBeLessThan(5);
    expect(Math.abs((place?.longitude ?? 999) - longitude)).toBeLessThan(5);
  });
});
