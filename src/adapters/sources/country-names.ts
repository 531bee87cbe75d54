/** ISO 3166-1 alpha-2 codes from English country names, as identity providers write them. */

const ALIASES: Readonly<Record<string, string>> = {
  'bosnia and herzegovina': 'BA',
  burma: 'MM',
  'cape verde': 'CV',
  'congo republic': 'CG',
  'czech republic': 'CZ',
  'democratic republic of the congo': 'CD',
  'dr congo': 'CD',
  'hong kong': 'HK',
  'ivory coast': 'CI',
  'korea, republic of': 'KR',
  macao: 'MO',
  macau: 'MO',
  macedonia: 'MK',
  palestine: 'PS',
  'republic of korea': 'KR',
  'republic of moldova': 'MD',
  'republic of the congo': 'CG',
  'russian federation': 'RU',
  swaziland: 'SZ',
  'syrian arab republic': 'SY',
  'taiwan, province of china': 'TW',
  'trinidad and tobago': 'TT',
  turkey: 'TR',
  turkiye: 'TR',
  'united states of america': 'US',
  usa: 'US',
  uk: 'GB',
  'viet nam': 'VN',
};

let byName: ReadonlyMap<string, string> | undefined;

/** `null` for names it does not know. Takes codes too. */
export function countryCodeOf(name: string): string | null {
  if (/^[A-Z]{2}$/.test(name)) return name;
  byName ??= collectNames();
  return byName.get(simplify(name)) ?? null;
}

function simplify(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^the /, '')
    .replaceAll('&', 'and')
    .trim();
}

/** The runtime knows the names; walking all two-letter codes once costs about two milliseconds. */
function collectNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = new Map(Object.entries(ALIASES));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    // A withdrawn code (DD, BU …) shares its name with the code that replaced it, and only the latter is canonical.
    const isCurrent = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
    if (name !== undefined && isCurrent && !found.has(simplify(name))) found.set(simplify(name), code);
  }
  return found;
}
