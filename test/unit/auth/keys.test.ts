import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateKey, hashKey, looksLikeKey } from '../../../src/auth/keys.ts';

test('a key is trust_ and 32 random bytes, and looks like one', () => {
  const keys = Array.from({ length: 100 }, generateKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) {
    expect(Buffer.from(key.slice('trust_'.length), 'base64url')).toHaveLength(32);
    expect(looksLikeKey(key)).toBe(true);
  }
});

test('the hash is the hex SHA-256 of the whole key, which another system can compute', () => {
  const key = generateKey();
  expect(hashKey(key)).toBe(createHash('sha256').update(key).digest('hex'));
});

test.each([
  '',
  'trust_',
  `trust_${'a'.repeat(42)}`,
  `trust_${'a'.repeat(44)}`,
  `Trust_${'a'.repeat(43)}`,
  'x'.repeat(49),
])('%j does not look like a key', (text) => expect(looksLikeKey(text)).toBe(false));
