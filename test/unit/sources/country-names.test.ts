import { describe, expect, it } from 'vitest';
import { countryCodeOf } from '../../../src/adapters/sources/country-names.ts';

describe('country names', () => {
  it.each([
    ['Germany', 'DE'],
    ['United States', 'US'],
    ['The Netherlands', 'NL'],
    ['Russia', 'RU'],
    ['Republic of Korea', 'KR'],
    ['Côte d’Ivoire', 'CI'],
    ['Türkiye', 'TR'],
    ['Czech Republic', 'CZ'],
    ['Czechia', 'CZ'],
    ['Myanmar (Burma)', 'MM'],
    ['Hong Kong', 'HK'],
    ['Iceland', 'IS'],
    ['united kingdom', 'GB'],
    ['BR', 'BR'],
  ])('%s is %s', (name, code) => {
    expect(countryCodeOf(name)).toBe(code);
  });

  it.each(['', 'Atlantis', 'redacted', '__proto__', 'x'.repeat(10_000)])('%s is no country', (name) => {
    expect(countryCodeOf(name)).toBeNull();
  });
});
