/** The laws of the trust model, on generated evidence. A change that breaks one is wrong. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import type { RequestContext } from '../../../src/domain/detections/detection.ts';
import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { bySignalOrder, foldSignal } from '../../../src/domain/fold/fold.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { emptyState } from '../../../src/domain/state.ts';
import { PLACES } from '../../support/detection-scenes.ts';
import { anyItem, anyItems, NOW, stateOf, USER } from '../../support/evidence.ts';
import { anySignals } from '../../support/signals.ts';
import { RUNS } from '../../support/runs.ts';

const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: [], population: UNIFORM_POPULATION });
const assess = (items: readonly EvidenceItem[], now = NOW) =>
  model.assess({ state: stateOf(items), device: null, request: null, now });
const check = <T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>, numRuns = RUNS): void =>
  fc.assert(property, { numRuns });

describe('more risk never helps, more trust never hurts', () => {
  it('adding a risk item raises neither score, low nor high', () => {
    check(
      fc.property(anyItems(), anyItem, (items, extra) => {
        const before = assess(items);
        const after = assess([...items, { ...extra, id: 'extra', sign: -1, status: 'live' }]);
        expect(after.score).toBeLessThanOrEqual(before.score);
        expect(after.low).toBeLessThanOrEqual(before.low);
        expect(after.high).toBeLessThanOrEqual(before.high);
      }),
    );
  });

  it('adding a trust item lowers neither score, low nor high', () => {
    check(
      fc.property(anyItems(), anyItem, (items, extra) => {
        const before = assess(items);
        // A posture report also moves the deadline of the next one; silence has its own law below.
        const added = { ...extra, id: 'extra', sign: 1 as const, status: 'live' as const, reportBy: null };
        const after = assess([...items, added]);
        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(after.low).toBeGreaterThanOrEqual(before.low);
        expect(after.high).toBeGreaterThanOrEqual(before.high);
      }),
    );
  });

  it('strengthening a risk item never raises the score', () => {
    check(
      fc.property(anyItems(), anyItem, fc.integer({ min: 0, max: 5000 }), (items, risk, more) => {
        const weak = { ...risk, id: 'extra', sign: -1 as const };
        const strong = { ...weak, strength: weak.strength + more };
        expect(assess([...items, strong]).score).toBeLessThanOrEqual(assess([...items, weak]).score);
      }),
    );
  });
});

describe('bounds', () => {
  it('0 ≤ low ≤ score ≤ high ≤ 1 and 0 ≤ confidence ≤ 1, overall and per factor', () => {
    check(
      fc.property(anyItems(), (items) => {
        const assessment = assess(items);
        for (const { low, score, high, confidence } of [assessment, ...Object.values(assessment.factors)]) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(score);
          expect(score).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(1);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('missing and silent evidence', () => {
  it('nothing known gives the base rate with confidence 0 and the widest interval', () => {
    const assessment = model.assess({ state: emptyState(USER), device: null, request: null, now: NOW });
    expect(assessment).toMatchObject({ score: 0.5, low: 0, high: 1, confidence: 0, level: 'MEDIUM', indicators: [] });
    expect(assessment.validUntil).toBeNull();
  });

  it('a device that stops reporting never gains trust by its silence', () => {
    const day = 24 * 3_600_000;
    check(
      fc.property(anyItems(), fc.nat(60), fc.nat(60), (items, a, b) => {
        const posture = items.map((each) => ({
          ...each,
          factor: 'device_posture' as const,
          halfLifeMs: null,
          reportBy: NOW,
        }));
        const [early, late] = [NOW + Math.min(a, b) * day, NOW + Math.max(a, b) * day];
        expect(assess(posture, late).score).toBeLessThanOrEqual(assess(posture, early).score);
      }),
    );
  });
});

describe('ageing', () => {
  it('confidence falls and a capped score rises towards the base rate as events age', () => {
    check(
      fc.property(anyItems(), fc.nat(1e10), fc.nat(1e10), (items, a, b) => {
        const events = items.map((each) => ({ ...each, halfLifeMs: each.halfLifeMs ?? 1e7, reportBy: null }));
        const [early, late] = [NOW + Math.min(a, b), NOW + Math.max(a, b)];
        expect(assess(events, late).confidence).toBeLessThanOrEqual(assess(events, early).confidence);
      }),
    );
  });

  it('in the end only the base rate is left', () => {
    check(
      fc.property(anyItems(), (items) => {
        const events = items.map((each) => ({ ...each, halfLifeMs: each.halfLifeMs ?? 1e7, reportBy: null }));
        const end = assess(events, NOW + 31 * 120 * 24 * 3_600_000);
        expect(end).toMatchObject({ score: 0.5, confidence: 0 });
      }),
    );
  });

  it('a cap fades in small steps: from one moment of change to the next the ceiling never jumps', () => {
    const capped = anyItem.map((each) => ({
      ...each,
      sign: -1 as const,
      cap: 100,
      halfLifeMs: 24 * 3_600_000,
      strength: 1,
      status: 'live' as const,
    }));
    check(
      fc.property(capped, (each) => {
        const trusted = ['user_behavior', 'device_posture', 'network_context', 'authentication'].map((factor, n) => ({
          ...each,
          id: `t${n}`,
          factor: factor as EvidenceItem['factor'],
          sign: 1 as const,
          cap: null,
          strength: 20_000,
          halfLifeMs: null,
          reportBy: null,
        }));
        let now = NOW;
        let last = assess([...trusted, each], now).score;
        for (let step = 0; step < 64; step += 1) {
          now = assess([each], now).validUntil ?? now;
          const { score } = assess([...trusted, each], now);
          expect(score).toBeGreaterThanOrEqual(last);
          expect(score - last).toBeLessThan(0.011);
          last = score;
        }
      }),
      Math.ceil(RUNS / 20),
    );
  });
});

describe('the same bits', () => {
  it('whatever order the evidence arrived in', () => {
    check(
      fc.property(anyItems(), fc.infiniteStream(fc.nat()), (items, keys) => {
        const shuffled = items
          .map((each) => ({ each, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        expect(assess(shuffled)).toEqual(assess(items));
      }),
    );
  });

  it('at every moment before valid_until', () => {
    check(
      fc.property(anyItems(20), fc.double({ min: 0, max: 1, noNaN: true }), (items, part) => {
        const asked = assess(items);
        if (asked.validUntil === null) return;
        const between = Math.floor(NOW + (asked.validUntil - 1 - NOW) * part);
        expect({ ...assess(items, between), assessedAt: 0, validUntil: 0 }).toEqual({
          ...asked,
          assessedAt: 0,
          validUntil: 0,
        });
      }),
    );
  });
});

describe('questions with a context', () => {
  const full = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: CATALOGUE, population: UNIFORM_POPULATION });

  it('get the same answer at every moment before valid_until', () => {
    const context = fc.constantFrom('home', 'office', 'tokyo', 'tor', 'cafe').map((place): RequestContext => {
      const { ip, geo, network } = PLACES[place] ?? { ip: null, geo: null, network: null };
      return { ip, geo, network, userAgent: null, deviceId: 'laptop', sessionId: null, authentication: null };
    });
    check(
      fc.property(
        anySignals,
        context,
        fc.nat(40 * 24 * 3_600_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (signals, request, later, part) => {
          const state = signals
            .toSorted(bySignalOrder)
            .reduce((folded, signal) => foldSignal(folded, signal, full), emptyState(USER));
          const ask = (now: number) => full.assess({ state, device: null, request, now });
          const asked = ask(NOW + later);
          expect(asked.validUntil).not.toBeNull();
          const between = Math.floor(NOW + later + ((asked.validUntil ?? 0) - 1 - NOW - later) * part);
          expect({ ...ask(between), assessedAt: 0, validUntil: 0 }).toEqual({ ...asked, assessedAt: 0, validUntil: 0 });
        },
      ),
      Math.ceil(RUNS / 4),
    );
  });
});

describe('explanation', () => {
  it('lines add up to the score, to the last millionth', () => {
    check(
      fc.property(anyItems(), (items) => {
        const input = { state: stateOf(items), device: null, request: null, now: NOW };
        const { lines, totalMicros } = model.explain(model.weigh(input));
        expect(lines.reduce((sum, { micros }) => sum + micros, 0)).toBe(totalMicros);
        expect(totalMicros).toBe(Math.round(model.assess(input).score * 1e6));
      }),
    );
  });

  it('trust lines are never negative and risk lines never positive, but for rounding', () => {
    check(
      fc.property(anyItems(), (items) => {
        const { lines } = model.explain(model.weigh({ state: stateOf(items), device: null, request: null, now: NOW }));
        const signs = new Map(items.map(({ id, sign }) => [id, sign]));
        for (const line of lines) {
          if (line.kind !== 'evidence') continue;
          const sign = signs.get(line.evidenceId ?? '') ?? -1;
          expect(line.micros * sign).toBeGreaterThanOrEqual(-1);
        }
      }),
    );
  });
});
