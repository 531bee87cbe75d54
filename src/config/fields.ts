/**
 * Building blocks of the settings schemas. Every block carries one sentence that says what is expected; it is the
 * message of every fault of that setting, so that a report reads the same whatever was wrong with the value.
 */
import { z } from 'zod';

export const expecting = (text: string) => ({ error: () => text });

interface Range {
  readonly min: number;
  readonly max: number;
  /** Plural noun, e.g. `seconds`. */
  readonly unit?: string;
}

function rangeText(kind: string, { min, max, unit }: Range): string {
  return `${kind}${unit === undefined ? '' : ` of ${unit}`} from ${min} to ${max}`;
}

export function wholeNumber(range: Range) {
  const expected = expecting(rangeText('a whole number', range));
  return z.int(expected).min(range.min, expected).max(range.max, expected);
}

export function decimal(range: Range) {
  const expected = expecting(rangeText('a number', range));
  return z.number(expected).min(range.min, expected).max(range.max, expected);
}

export function choice<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, expecting(`one of ${values.join(', ')}`));
}

export function onOff() {
  return z.boolean(expecting('true or false'));
}

export function text(what: string, pattern: RegExp = /^.{1,1000}$/su) {
  return z.string(expecting(what)).regex(pattern, expecting(what));
}

/** A URL of one of the schemes. Kept as the text that was given. */
export function url(what: string, schemes: readonly string[]) {
  return z.string(expecting(what)).refine((value) => hasScheme(value, schemes), expecting(what));
}

function hasScheme(value: string, schemes: readonly string[]): boolean {
  return URL.canParse(value) && schemes.includes(new URL(value).protocol.replace(/:$/u, ''));
}

export function addressRanges() {
  const what = 'an address range such as 10.0.0.0/8 or 2001:db8::/32';
  return z.array(z.union([z.cidrv4(), z.cidrv6()], expecting(what)), expecting('a list of address ranges')).default([]);
}
