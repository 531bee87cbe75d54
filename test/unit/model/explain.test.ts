import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../src/domain/model/explain.ts';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { item, NOW, stateOf } from '../../support/evidence.ts';

const W = DEFAULT_MODEL_SETTINGS.priorWeight;
const mass = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 60, noNaN: true }));

describe('attribution', () => {
  it('adds up to the distance from the base rate, for any masses and base rate', () => {
    fc.assert(
      fc.property(mass, mass, fc.double({ min: 0, max: 1, noNaN: true }), (r, s, a) => {
        const { positive, negative } = attribute(r, s, { priorWeight: W, baseRate: a });
        expect(positive + negative).toBeCloseTo((r + W * a) / (r + s + W) - a, 10);
        expect(positive).toBeGreaterThanOrEqual(0);
        expect(negative).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is the integral of the gradient along the ray from nothing to the evidence', () => {
    fc.assert(
      fc.property(mass, mass, (r, s) => {
        const a = 0.5;
        const steps = 4000;
        let numeric = 0;
        for (let i = 0; i < steps; i += 1) {
          const t = (i + 0.5) / steps;
          numeric += (r * (s * t + W * (1 - a))) / (r * t + s * t + W) ** 2 / steps;
        }
        expect(attribute(r, s, { priorWeight: W, baseRate: a }).positive).toBeCloseTo(numeric, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('treats trust and risk alike: swapping them mirrors the parts', () => {
    fc.assert(
      fc.property(mass, mass, (r, s) => {
        const one = attribute(r, s, { priorWeight: W, baseRate: 0.5 });
        const other = attribute(s, r, { priorWeight: W, baseRate: 0.5 });
        expect(one.positive).toBeCloseTo(-other.negative, 10);
      }),
    );
  });
});

describe('explanations', () => {
  it('name what speaks for the entity in words of trust, when one detection raises both', () => {
    const model = createModel({
      settings: DEFAULT_MODEL_SETTINGS,
      catalogue: CATALOGUE,
      population: UNIFORM_POPULATION,
    });
    const items = [
      item({ id: 'novel', detection: 'ub.context_llr', sign: -1, strength: 1000 }),
      item({ id: 'familiar', detection: 'ub.context_llr', sign: 1, strength: 1000 }),
    ];
    const { lines } = model.explain(model.weigh({ state: stateOf(items), device: null, request: null, now: NOW }));
    expect(lines.find(({ evidenceId }) => evidenceId === 'novel')?.title).toBe('Unfamiliar network or device');
    expect(lines.find(({ evidenceId }) => evidenceId === 'familiar')?.title).toBe('Familiar network and device');
  });

  const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: [], population: UNIFORM_POPULATION });
  const explain = (...items: Parameters<typeof stateOf>[0]) =>
    model.explain(model.weigh({ state: stateOf(items), device: null, request: null, now: NOW }));

  it('name a binding ceiling as a line of its own', () => {
    const trusted = item({ id: 'trust', sign: 1, strength: 9000 });
    const capping = item({ id: 'cap', detection: 'xx.cap', strength: 10, cap: 300 });
    const lines = explain(trusted, capping).lines;
    const ceiling = lines.find(({ kind }) => kind === 'cap');
    expect(ceiling).toMatchObject({ detection: 'xx.cap', evidenceId: 'cap' });
    expect(ceiling?.micros).toBeLessThan(0);
    expect(explain(trusted, capping).totalMicros).toBe(300_000);
  });

  it('have no ceiling line when none binds', () => {
    expect(explain(item({ strength: 9000, cap: 900 })).lines.map(({ kind }) => kind)).not.toContain('cap');
  });

  it('give the stronger of two like items the larger part', () => {
    const weak = item({ id: 'weak', strength: 500 });
    const strong = item({ id: 'strong', strength: 2000 });
    const parts = new Map(explain(weak, strong).lines.map(({ evidenceId, micros }) => [evidenceId, micros]));
    expect(parts.get('strong') ?? 0).toBeLessThan(parts.get('weak') ?? 0);
  });
});
