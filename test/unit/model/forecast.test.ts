import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastLevel } from '../../../src/domain/model/forecast.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { item, NOW, stateOf } from '../../support/evidence.ts';

const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: [], population: UNIFORM_POPULATION });
const inputOf = (items: readonly EvidenceItem[]) => ({ state: stateOf(items), device: null, request: null, now: NOW });
const levelAt = (items: readonly EvidenceItem[], now: number) => model.assess({ ...inputOf(items), now }).level;
const HOUR = 3_600_000;

describe('the forecast', () => {
  it('names the minute at which decay alone changes the level', () => {
    const risks = fc.array(
      fc.record({ strength: fc.integer({ min: 1000, max: 9000 }), hours: fc.integer({ min: 2, max: 200 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(risks, (list) => {
        const items = list.map(({ strength, hours }, n) =>
          item({ id: `r${n}`, group: `g${n}`, strength, halfLifeMs: hours * HOUR }),
        );
        const now = levelAt(items, NOW);
        const forecast = forecastLevel(model, inputOf(items));
        if (forecast === null) {
          expect(levelAt(items, NOW + 59 * 24 * HOUR)).toBe(now);
          return;
        }
        expect(forecast.level).not.toBe(now);
        expect(levelAt(items, forecast.at)).toBe(forecast.level);
        // Risk that only fades moves the level one way, so a minute before it has not changed yet.
        expect(levelAt(items, forecast.at - 60_000)).toBe(now);
      }),
      { numRuns: 100 },
    );
  });

  it('is empty when nothing decays', () => {
    expect(forecastLevel(model, inputOf([item({ halfLifeMs: null })]))).toBeNull();
    expect(forecastLevel(model, inputOf([]))).toBeNull();
  });
});
