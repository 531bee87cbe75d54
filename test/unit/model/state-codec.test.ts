import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import { foldSignal } from '../../../src/domain/fold/fold.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { packState, STATE_FORMAT, unpackState } from '../../../src/domain/state-codec.ts';
import { emptyState, type EntityState } from '../../../src/domain/state.ts';
import { anyItems, item, stateOf, USER } from '../../support/evidence.ts';
import { anyHistory } from '../../support/generated-signals.ts';

const model = createModel({
  settings: DEFAULT_MODEL_SETTINGS,
  catalogue: CATALOGUE,
  population: UNIFORM_POPULATION,
});

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const restored = (state: EntityState): EntityState => unpackState(state.entity, json(packState(state)));
const size = (value: unknown): number => JSON.stringify(value).length;

describe('a packed state is read back to the last bit', () => {
  it('whatever history made it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const state = history.reduce((before, signal) => foldSignal(before, signal, model), emptyState(USER));
        expect(restored(state)).toStrictEqual(json(state));
      }),
    );
  });

  it('whatever evidence it holds', () => {
    fc.assert(
      fc.property(anyItems(), fc.boolean(), (items, isBound) => {
        const bound = isBound
          ? { deviceId: 'd', sessionId: 's', signalIds: ['1', '2'], facts: { ok: false, n: 0.1 } }
          : {};
        const state: EntityState = {
          ...stateOf(items.map((one) => ({ ...one, ...bound }))),
          published: { level: 'LOW', upSince: isBound ? 5 : null },
        };
        expect(restored(state)).toStrictEqual(state);
      }),
    );
  });

  it('when it is empty, and when names in it are those of JavaScript itself', () => {
    expect(restored(emptyState(USER))).toStrictEqual(emptyState(USER));
    const odd: unknown = JSON.parse('{"__proto__":{"weight":1,"at":2},"constructor":{"weight":0,"at":0}}');
    const state = { ...stateOf([]), profile: { ...emptyState(USER).profile, network: odd as Record<string, never> } };
    expect(Object.entries(restored(state).profile.network)).toEqual(Object.entries(state.profile.network));
  });
});

it('takes less than half of what names and usual values would take', () => {
  const state = stateOf(Array.from({ length: 30 }, (_, index) => item({ id: `xx.test#${index}` })));
  expect(size(packState(state))).toBeLessThan(size(state) / 2);
});

describe('refuses, instead of misreading,', () => {
  const [format, body] = packState(stateOf([item()])) as [number, unknown[]];

  it('another format, naming both', () => {
    expect(() => unpackState(USER, [format + 1, body])).toThrow(`format ${STATE_FORMAT + 1}`);
    expect(() => unpackState(USER, [format + 1, body])).toThrow(`format ${STATE_FORMAT} only`);
  });

  it.each([
    ['nothing', null],
    ['a plain object', emptyState(USER)],
    ['a format alone', [format]],
    ['a body that is no list', [format, {}]],
    ['an empty body', [format, []]],
    ['a body that ends early', [format, body.slice(0, -1)]],
    ['a body that holds more', [format, [...body, 0]]],
    ['items that are no list', [format, body.map((field) => (Array.isArray(field) ? 'x' : field))]],
  ])('%s', (_, packed) => {
    expect(() => unpackState(USER, packed)).toThrow(/stored state|packed/);
  });
});
