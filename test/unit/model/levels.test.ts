import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, levelRank, publishLevel, type PublishedLevel } from '../../../src/domain/model/levels.ts';
import { DEFAULT_MODEL_SETTINGS as settings } from '../../../src/domain/model/settings.ts';

const MINUTE = 60_000;

describe('levels', () => {
  it.each([
    [0, 'CRITICAL'],
    [0.199999, 'CRITICAL'],
    [0.2, 'LOW'],
    [0.4, 'MEDIUM'],
    [0.699999, 'MEDIUM'],
    [0.7, 'HIGH'],
    [0.85, 'HIGH'],
    [0.9, 'VERY_HIGH'],
    [1, 'VERY_HIGH'],
  ] as const)('score %d is %s: lower bounds are inclusive', (score, level) => {
    expect(levelOf(score, settings.levelBounds)).toBe(level);
  });
});

describe('published levels', () => {
  const at = (score: number, minute: number, previous: PublishedLevel | null, remediated = false) =>
    publishLevel(previous, score, minute * MINUTE, remediated, settings);

  it('go down at once', () => {
    expect(at(0.69, 1, { level: 'HIGH', upSince: null })).toEqual({ level: 'MEDIUM', upSince: null });
  });

  it('go up only after the score held past the bound and its margin for ten minutes', () => {
    const waiting = at(0.74, 0, { level: 'MEDIUM', upSince: null });
    expect(waiting).toEqual({ level: 'MEDIUM', upSince: 0 });
    expect(at(0.74, 9, waiting).level).toBe('MEDIUM');
    expect(at(0.74, 10, waiting)).toEqual({ level: 'HIGH', upSince: null });
  });

  it('start the wait anew when the score falls back within the margin', () => {
    const waiting = at(0.74, 0, { level: 'MEDIUM', upSince: null });
    const fallen = at(0.71, 5, waiting);
    expect(fallen).toEqual({ level: 'MEDIUM', upSince: null });
    expect(at(0.74, 10, fallen)).toEqual({ level: 'MEDIUM', upSince: 10 * MINUTE });
  });

  it('go up at once after explicit remediation', () => {
    expect(at(0.71, 0, { level: 'LOW', upSince: null }, true)).toEqual({ level: 'HIGH', upSince: null });
  });

  it('never flap around a bound: a score that wanders within the margin changes the level at most once', () => {
    const wander = fc.array(fc.double({ min: -0.029, max: 0.029, noNaN: true }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(fc.constantFrom(...settings.levelBounds), wander, (bound, steps) => {
        let published = at(bound + 0.001, 0, null);
        let changes = 0;
        for (const [minute, step] of steps.entries()) {
          const next = at(bound + step, minute, published);
          if (next.level !== published.level) changes += 1;
          published = next;
        }
        expect(changes).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never stand above the level of the score', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }), (scores) => {
        let published: PublishedLevel | null = null;
        for (const [minute, score] of scores.entries()) {
          published = at(score, minute * 3, published);
          expect(levelRank(published.level)).toBeLessThanOrEqual(levelRank(levelOf(score, settings.levelBounds)));
        }
      }),
    );
  });
});
