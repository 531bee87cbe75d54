import { describe, expect, it } from 'vitest';
import { detection } from '../../../src/domain/detections/behavior/context-llr.ts';
import type { Raise } from '../../../src/domain/detections/detection.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { caseOf } from '../../support/detection-cases.ts';
import { observationOf, profileOf } from '../../support/detection-observations.ts';

/** Signed nats: risk positive, trust negative. `days` sign-ins at home on the laptop, the last two days ago. */
function llrOf(days: number, now: { readonly from?: string; readonly on?: string }, sinceDays = 2): number {
  const history =
    days === 0 ? [] : [{ ago: `${days + sinceDays - 1}d`, times: days, login: { from: 'home', on: 'laptop' } }];
  const testCase = {
    ...caseOf({ history }),
    observe: { request: { from: 'nowhere', on: 'nothing', amr: [], ...now } },
  };
  const input = {
    observation: observationOf(testCase, 'user'),
    entityType: 'user' as const,
    profile: profileOf(testCase, 'user'),
    population: UNIFORM_POPULATION,
  };
  const [raised] = detection.detect(input).filter((finding): finding is Raise => finding.kind === 'raise');
  return raised === undefined ? 0 : raised.strength * -(raised.sign ?? -1);
}

describe('the context likelihood ratio', () => {
  it('is the formula: one sign-in at home, then another network in the same country', () => {
    // Half-life 120 days: a day later the count is still on the same step of the decay table or one further.
    const n = [1, 2 ** (-1 / 64), 2 ** (-2 / 64)];
    const expected = n.map((count) => {
      const country = (count / 0.05 + 0.5) / (count + 0.5);
      const asn = country / (count + 1);
      const ip = (4 * asn) / (count + 4);
      return Math.round(Math.log(ip));
    });
    // ln ρ > 0 here: the country weighs more than the new network, so what is left is trust.
    expect(expected).toContain(Math.round(-llrOf(1, { from: 'cafe' })));
  });

  it('weighs the same novelty more, the longer the clean history', () => {
    const strengths = [1, 3, 10, 30, 90].map((days) => llrOf(days, { from: 'tokyo' }));
    expect(strengths).toEqual(strengths.toSorted((a, b) => a - b));
    expect(strengths[0]).toBeLessThan(strengths.at(-1) ?? 0);
  });

  it('grows with every level that is new: address, provider, country', () => {
    const [own, neighbour, cafe, tokyo] = ['home', 'neighbour', 'cafe', 'tokyo'].map((from) => llrOf(30, { from }));
    expect(own).toBeLessThan(neighbour ?? 0);
    expect(neighbour).toBeLessThan(cafe ?? 0);
    expect(cafe).toBeLessThan(tokyo ?? 0);
  });

  it('never says more than six nats', () => {
    expect(llrOf(400, { from: 'tokyo', on: 'stranger' })).toBe(6);
    expect(llrOf(400, { from: 'home', on: 'laptop' })).toBe(-6);
  });

  it('is neutral without history, without context, and again after years of silence', () => {
    expect(llrOf(0, { from: 'tokyo', on: 'stranger' })).toBe(0);
    expect(llrOf(30, {})).toBe(0);
    expect(Math.abs(llrOf(30, { from: 'tokyo' }, 1800))).toBeLessThan(0.2);
  });
});
