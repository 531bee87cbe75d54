import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { faultsOf } from '../../../src/contract/faults.ts';

function faults(shape: z.ZodType, input: unknown, prefix?: string): string[] {
  const { error } = shape.safeParse(input);
  return faultsOf(error ?? { issues: [] }, prefix).map(({ path, message }) => `${path}: ${message}`);
}

describe('faults', () => {
  test('name unknown keys one by one', () => {
    expect(faults(z.object({ a: z.strictObject({}) }), { a: { x: 1, y: 2 } })).toEqual([
      'a.x: Unknown key',
      'a.y: Unknown key',
    ]);
  });

  test('say what is missing and what is allowed', () => {
    const shape = z.object({ a: z.string(), b: z.enum(['x', 'y']) });
    expect(faults(shape, { b: 'z' })).toEqual(['a: Required (string)', 'b: Must be one of x, y']);
  });

  test('of a union are those of the alternative that came closest', () => {
    const shape = z.union([z.string(), z.object({ a: z.object({ b: z.number() }) })]);
    expect(faults(shape, { a: { b: 'x' } }, 'items.2')).toEqual([
      'items.2.a.b: Invalid input: expected number, received string',
    ]);
  });

  test('never repeat the value', () => {
    const secret = 's3cret-'.repeat(1000);
    const shape = z.object({ a: z.enum(['x']), b: z.string().max(3), c: z.number(), d: z.ipv4() });
    expect(faults(shape, { a: secret, b: secret, c: secret, d: secret }).join(' ')).not.toContain('s3cret');
  });

  test('are bounded in number', () => {
    const found = faults(
      z.array(z.number()),
      Array.from({ length: 5000 }, () => 'x'),
    );
    expect(found).toHaveLength(1001);
    expect(found.at(-1)).toBe(': and 4000 more faults');
  });
});
