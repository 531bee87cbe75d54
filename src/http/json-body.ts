/**
 * Reads a JSON body. Refuses keys that could reach an object's prototype, wherever they stand: no caller needs
 * them, and dropping them silently would hide an attack. Messages never quote the body.
 */
import { badInput } from '../contract/faults.ts';
import { TrustError, type Fault } from '../domain/errors.ts';
import { findJsonFault } from './json-position.ts';

/** Cheap first look; a hit is then checked on the parsed value. Escapes can spell any letter of a key. */
const SUSPECT = /"__proto__"|"constructor"|\\u00/;

/** Bounds on what a refusal repeats of a hostile body. */
const FAULTS_MAX = 100;
const PATH_LENGTH_MAX = 256;

/** `undefined` for an empty body. Throws BAD_USER_INPUT. */
export function parseJsonBody(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (json === '') return undefined;
  const value = parse(json);
  if (SUSPECT.test(json)) {
    const faults = prototypeFaults(value);
    if (faults.length > 0) throw badInput(faults);
  }
  return value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const { line, column } = findJsonFault(json);
    throw new TrustError('BAD_USER_INPUT', 'The body is not valid JSON.', {
      cause,
      faults: [{ path: '', message: `Not valid JSON at line ${line}, column ${column}.` }],
    });
  }
}

function prototypeFaults(root: unknown): Fault[] {
  const faults: Fault[] = [];
  const pending: { readonly value: unknown; readonly path: string }[] = [{ value: root, path: '' }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      const childPath = path === '' ? key : `${path}.${key}`;
      if (key === '__proto__' || (key === 'constructor' && hasPrototypeKey(child))) {
        faults.push({ path: shorten(childPath), message: 'This key is not allowed.' });
        if (faults.length === FAULTS_MAX) return faults;
      } else if (typeof child === 'object' && child !== null) {
        pending.push({ value: child, path: childPath });
      }
    }
  }
  return faults;
}

/** The end of a path tells more than its beginning; a whole one may be as long as the body. */
function shorten(path: string): string {
  return path.length <= PATH_LENGTH_MAX ? path : `…${path.slice(-PATH_LENGTH_MAX)}`;
}

function hasPrototypeKey(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
