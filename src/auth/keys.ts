/** API keys: how one is made, recognised and stored. A key is never stored, cached or logged; its SHA-256 is. */
import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'trust_';
/** 32 random bytes are 43 base64url characters. */
const FORM = /^trust_[A-Za-z0-9_-]{43}$/;

/** A new key. Shown once to its owner; keep `hashKey(key)`. */
export function generateKey(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

/** Hex SHA-256 of the whole key. A key holds 256 random bits, so a slow hash would add cost and no safety. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** Whether `text` could be a key at all; anything else is refused without asking the store. */
export function looksLikeKey(text: string): boolean {
  return FORM.test(text);
}
