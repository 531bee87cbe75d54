/**
 * When operating system releases stop getting security updates, as published by their makers. The fallback for
 * tenants without a lifecycle feed. Where editions differ, the date of the edition served longest stands, so that
 * nobody is called outdated who may not be; long-term service editions are not judged at all.
 */
interface Family {
  readonly name: RegExp;
  /** Finds the release in `name version`; its first group, in lower case, is the key in `ends`. */
  readonly release: RegExp;
  /** Last day of support by release, ISO dates. */
  readonly ends: Readonly<Record<string, string>>;
}

const FAMILIES: readonly Family[] = [
  {
    name: /^windows server/i,
    release: /\b(2008|2012|2016|2019|2022|2025)\b/,
    ends: { 2008: '2020-01-14', 2012: '2023-10-10', 2016: '2027-01-12', 2019: '2029-01-09', 2022: '2031-10-14' },
  },
  {
    name: /^windows/i,
    // Marketing names (11 23H2) or builds (10.0.22631): both name one release.
    release: /(?<![\d.])(7\b|8\.1|(?:10|11)[ .-]?\d\dH\d|10\.0\.\d{5}|10\b(?!\.))/i,
    ends: {
      '7': '2020-01-14',
      '8.1': '2023-01-10',
      '10': '2025-10-14',
      '10.0.19041': '2021-12-14',
      '10.0.19042': '2023-05-09',
      '10.0.19043': '2022-12-13',
      '10.0.19044': '2024-06-11',
      '10.0.19045': '2025-10-14',
      '10.0.22000': '2024-10-08',
      '10.0.22621': '2025-10-14',
      '10.0.22631': '2026-11-10',
      '10.0.26100': '2027-10-12',
      '10.0.26200': '2028-10-10',
      '10-20h2': '2023-05-09',
      '10-21h1': '2022-12-13',
      '10-21h2': '2024-06-11',
      '10-22h2': '2025-10-14',
      '11-21h2': '2024-10-08',
      '11-22h2': '2025-10-14',
      '11-23h2': '2026-11-10',
      '11-24h2': '2027-10-12',
      '11-25h2': '2028-10-10',
    },
  },
  {
    name: /^(mac ?os|os x)/i,
    release: /\b(10\.\d+|\d+)/,
    ends: {
      '10.12': '2019-10-01',
      '10.13': '2020-12-01',
      '10.14': '2021-10-25',
      '10.15': '2026-02-02',
      '11': '2026-02-02',
      '12': '2024-09-16',
      '13': '2025-09-15',
    },
  },
  {
    name: /^(ios|ipados)/i,
    release: /\b(\d+)/,
    ends: { 9: '2019-07-22', 10: '2019-07-22', 11: '2018-10-08', 12: '2026-01-26', 13: '2020-09-16', 14: '2021-10-26' },
  },
  {
    name: /^android/i,
    release: /\b(\d+)/,
    ends: {
      7: '2019-10-01',
      8: '2021-01-10',
      9: '2022-01-01',
      10: '2023-03-06',
      11: '2024-02-05',
      12: '2025-03-03',
      13: '2026-03-02',
    },
  },
  {
    name: /^ubuntu/i,
    release: /\b(\d\d\.\d\d)/,
    ends: {
      '14.04': '2019-04-02',
      '16.04': '2021-04-02',
      '18.04': '2023-05-31',
      '20.04': '2025-05-31',
      '22.04': '2027-04-01',
      '22.10': '2023-07-20',
      '23.04': '2024-01-20',
      '23.10': '2024-07-12',
      '24.10': '2025-07-10',
      '25.04': '2026-01-17',
      '25.10': '2026-07-01',
    },
  },
  {
    name: /^debian/i,
    release: /\b(\d+)/,
    ends: { 8: '2018-06-17', 9: '2020-07-18', 10: '2022-09-10', 11: '2024-08-14', 12: '2026-07-11', 13: '2028-08-09' },
  },
  {
    name: /^(rhel|red hat)/i,
    release: /\b(\d+)/,
    ends: { 6: '2020-11-30', 7: '2024-06-30', 8: '2029-05-31', 9: '2032-05-31' },
  },
  {
    name: /^fedora/i,
    release: /\b(\d+)/,
    ends: {
      38: '2024-05-21',
      39: '2024-11-26',
      40: '2025-05-13',
      41: '2025-12-15',
      42: '2026-05-27',
      43: '2026-12-09',
    },
  },
];

/** Editions that their maker serves for years longer under a contract. */
const LONG_TERM = /\b(ltsc|ltsb|iot|esu|esm|elts|lts extended)\b/i;

/** Epoch ms at which support of this release ended or ends; `null` when the table does not know. */
export function supportEnd(osName: string, osVersion: string): number | null {
  const text = `${osName} ${osVersion}`;
  if (LONG_TERM.test(text)) return null;
  const family = FAMILIES.find(({ name }) => name.test(osName));
  const release = family?.release.exec(text.slice(0, 100))?.[1];
  if (family === undefined || release === undefined) return null;
  const key = release
    .toLowerCase()
    .replace(/^(1[01])[ .](?=\d\dh)/, '$1-')
    .replace(/^(1[01])(?=\d\dh)/, '$1-');
  const end = family.ends[key];
  return end === undefined ? null : endOfDay(end);
}

/** Epoch ms of the end of an ISO day, UTC. Days from the civil calendar, proleptic Gregorian. */
function endOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Counting years from March puts the leap day last.
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const days = 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
  return (days + 1) * 86_400_000;
}
