/**
 * The primitives of the signal envelope. Text never holds control characters or lone surrogates: PostgreSQL cannot
 * store U+0000, and the others hide things from whoever reads a log or a console.
 */
import { isIP } from 'node:net';
import { z } from 'zod';

/** Last representable moment, 9999-12-31T23:59:59.999Z. Whether a time is plausible is the ingest service's business. */
const LATEST_MS = 253_402_300_799_999;

// With the u flag a surrogate pair is one code point, so \p{Cs} matches lone surrogates only.
const CLEAN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u;

export function text(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .regex(CLEAN_TEXT, 'Must not contain control characters or unpaired surrogates.');
}

/** Names that become keys. `constructor` and `prototype` are refused; `__proto__` cannot match. */
export const keyName = z
  .string()
  .max(64)
  .regex(
    /^(?!(?:constructor|prototype)$)[a-z][a-z0-9_]*$/,
    'Must be a lower-case name of letters, digits and underscores.',
  );

const TIME_FORMS = 'Must be an ISO-8601 time with an offset, or whole milliseconds since 1970.';
export const time = z.union([z.iso.datetime({ offset: true, error: TIME_FORMS }), z.int().min(0).max(LATEST_MS)], {
  error: TIME_FORMS,
});

/** `NaN` never comes out: the schema has let only real dates through, but an offset may still push one out of range. */
export function toMs(value: z.output<typeof time>): number {
  return typeof value === 'number' ? value : Date.parse(value);
}

export function isTimeInRange(ms: number): boolean {
  return ms >= 0 && ms <= LATEST_MS;
}

export const address = z
  .string()
  .max(45)
  .refine((value) => isIP(value) !== 0 && !value.includes('%'), 'Must be an IPv4 or IPv6 address without a zone.');

/**
 * One spelling for one address: IPv4-mapped IPv6 becomes IPv4, other IPv6 the RFC 5952 form. `ip` must be valid;
 * histories count by address, and two spellings would be two addresses.
 */
export function canonicalIp(ip: string): string {
  if (!ip.includes(':')) return ip;
  const compact = new URL(`http://[${ip}]/`).hostname.slice(1, -1);
  if (!compact.startsWith('::ffff:')) return compact;
  const groups = compact.slice(7).split(':');
  const [high, low] = groups.map((group) => Number.parseInt(group, 16));
  if (groups.length !== 2 || high === undefined || low === undefined) return compact;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
