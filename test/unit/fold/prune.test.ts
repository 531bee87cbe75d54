/** Evidence stays bounded, and what makes room never speaks louder than what came. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { ITEMS_MAX, prune } from '../../../src/domain/fold/prune.ts';
import { scoreItems } from '../../../src/domain/model/score.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { item, NOW } from '../../support/evidence.ts';

const WEIGHTS = [
  { factor: 'user_behavior', weight: 0.5 },
  { factor: 'authentication', weight: 0.5 },
] as const;

function scoreOf(items: readonly EvidenceItem[]): number {
  return scoreItems(items, NOW, WEIGHTS, DEFAULT_MODEL_SETTINGS).score;
}

function flood(count: number): EvidenceItem[] {
  return Array.from({ length: count }, (_, n) => item({ id: `ub.flood#${n}`, group: 'flood', strength: 3000 }));
}

it('a flood of one kind of risk evidence does not push out the only item of another kind', () => {
  const lone = item({ id: 'au.lone#1', factor: 'authentication', group: 'lone', strength: 2900 });
  const full = prune([...flood(ITEMS_MAX - 1), lone], NOW);
  const beyond = prune([...full, item({ id: 'ub.flood#last', group: 'flood', strength: 3000 })], NOW);
  expect(beyond).toHaveLength(ITEMS_MAX);
  expect(beyond).toContain(lone);
  expect(scoreOf(beyond)).toBeLessThanOrEqual(scoreOf(full));
});

it('the tightest ceiling stays when everything else is stronger and ceilings abound', () => {
  const tight = item({ id: 'au.tight#1', group: 'tight', strength: 100, cap: 50 });
  const loose = flood(ITEMS_MAX + 5).map((one) => ({ ...one, cap: 600 }));
  expect(prune([tight, ...loose], NOW)).toContain(tight);
});

it('one more risk item never raises trust, however full the evidence is', () => {
  const anyRisk = fc
    .record({ group: fc.constantFrom('a', 'b', 'c', 'd'), strength: fc.integer({ min: 50, max: 8000 }) })
    .map((some) => item({ ...some, sign: -1 }));
  fc.assert(
    fc.property(fc.array(anyRisk, { minLength: ITEMS_MAX, maxLength: ITEMS_MAX }), anyRisk, (risks, more) => {
      const full = risks.map((one, n) => ({ ...one, id: `ub.risk#${n}` }));
      const beyond = prune([...full, { ...more, id: 'ub.risk#more' }], NOW);
      // Sums of one factor are made in another order once an item is gone, so the last bits may differ.
      expect(scoreOf(beyond)).toBeLessThanOrEqual(scoreOf(full) + 1e-12);
    }),
    { numRuns: 300 },
  );
});
