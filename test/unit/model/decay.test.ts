import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decayFactor, nextDecayStep } from '../../../src/domain/model/decay.ts';

const halfLife = fc.integer({ min: 1000, max: 4e10 });

describe('decay', () => {
  it('follows 2^(−Δ/h) to within one step of 1/64 half-life', () => {
    fc.assert(
      fc.property(fc.nat(1e11), halfLife, (elapsed, h) => {
        const exact = 2 ** (-elapsed / h);
        const factor = decayFactor(elapsed, h);
        expect(factor).toBeLessThanOrEqual(2 ** (1 / 64) * exact + 1e-9);
        expect(factor).toBeGreaterThanOrEqual(elapsed / h >= 30 ? 0 : exact * (1 - 1e-9));
      }),
    );
  });

  it('is exactly one half after one half-life and never rises', () => {
    expect(decayFactor(0, 64_000)).toBe(1);
    expect(decayFactor(-5, 64_000)).toBe(1);
    expect(decayFactor(64_000, 64_000)).toBe(0.5);
    expect(decayFactor(128_000, 64_000)).toBe(0.25);
    expect(decayFactor(64_000 * 30, 64_000)).toBe(0);
    fc.assert(
      fc.property(fc.nat(1e11), fc.nat(1e9), halfLife, (elapsed, more, h) => {
        expect(decayFactor(elapsed + more, h)).toBeLessThanOrEqual(decayFactor(elapsed, h));
      }),
    );
  });

  it('names the exact millisecond of its next step', () => {
    fc.assert(
      fc.property(fc.nat(2e12), halfLife, fc.nat(1e11), (start, h, elapsed) => {
        const now = start + elapsed;
        const next = nextDecayStep(start, h, now);
        if (next === null) {
          expect(decayFactor(elapsed, h)).toBe(0);
          return;
        }
        expect(next).toBeGreaterThan(now);
        expect(decayFactor(next - 1 - start, h)).toBe(decayFactor(elapsed, h));
        expect(decayFactor(next - start, h)).toBeLessThan(decayFactor(elapsed, h));
      }),
    );
  });
});
