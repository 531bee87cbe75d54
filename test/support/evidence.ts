/** Evidence and states for tests of the model: made by hand or generated. */
import fc from 'fast-check';
import { FACTORS } from '../../src/domain/entity.ts';
import type { EvidenceItem } from '../../src/domain/evidence.ts';
import { emptyState, type EntityState } from '../../src/domain/state.ts';

export const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;

export const USER = { tenant: 't', type: 'user', id: 'ada' } as const;

export function item(overrides: Partial<EvidenceItem> = {}): EvidenceItem {
  return {
    id: 'xx.test#1',
    detection: 'xx.test',
    factor: 'user_behavior',
    group: 'g',
    sign: -1,
    strength: 1000,
    reliability: 1000,
    observedAt: NOW,
    since: NOW,
    halfLifeMs: 24 * HOUR,
    reportBy: null,
    cap: null,
    status: 'live',
    deviceId: null,
    sessionId: null,
    signalIds: [],
    facts: {},
    ...overrides,
  };
}

export function stateOf(items: readonly EvidenceItem[]): EntityState {
  return { ...emptyState(USER), revision: 1, items };
}

/** Any item a detection could raise: both signs, all factors, decaying or state, capped or not, of any age. */
export const anyItem: fc.Arbitrary<EvidenceItem> = fc
  .record({
    key: fc.nat(1_000_000),
    factor: fc.constantFrom(...FACTORS),
    group: fc.constantFrom('a', 'b', 'c'),
    sign: fc.constantFrom(1 as const, -1 as const),
    strength: fc.integer({ min: 0, max: 20_000 }),
    reliability: fc.integer({ min: 0, max: 1000 }),
    age: fc.integer({ min: -HOUR, max: 400 * 24 * HOUR }),
    halfLifeMs: fc.option(fc.integer({ min: HOUR, max: 120 * 24 * HOUR }), { nil: null }),
    due: fc.option(fc.integer({ min: -30 * 24 * HOUR, max: 30 * 24 * HOUR }), { nil: null }),
    cap: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }),
    status: fc.constantFrom('live' as const, 'live' as const, 'live' as const, 'resolved' as const),
  })
  .map(({ key, age, due, ...rest }) =>
    item({
      ...rest,
      id: `xx.${rest.group}#${key}`,
      detection: `xx.${rest.group}`,
      observedAt: NOW - age,
      since: NOW - age,
      reportBy: rest.halfLifeMs === null && due !== null ? NOW + due : null,
    }),
  );

/** Distinct ids, as the fold guarantees. */
export const anyItems = (maxLength = 40): fc.Arbitrary<EvidenceItem[]> =>
  fc.uniqueArray(anyItem, { maxLength, selector: ({ id }) => id });
