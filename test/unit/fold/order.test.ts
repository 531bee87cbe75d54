/** The state after a set of signals depends on the set alone, not on how it arrived. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/domain/detections/catalogue.ts';
import { entityKey } from '../../../src/domain/entity.ts';
import { bySignalOrder } from '../../../src/domain/fold/fold.ts';
import { createModel } from '../../../src/domain/model/model.ts';
import { DEFAULT_MODEL_SETTINGS } from '../../../src/domain/model/settings.ts';
import { UNIFORM_POPULATION } from '../../../src/domain/profile/population.ts';
import type { Signal } from '../../../src/domain/signal.ts';
import { emptyState, type EntityState } from '../../../src/domain/state.ts';
import { foldBatch } from '../../../src/services/ingest/fold-batch.ts';
import { NOW } from '../../support/evidence.ts';
import { RUNS } from '../../support/runs.ts';
import { anySignals } from '../../support/signals.ts';

const model = createModel({ settings: DEFAULT_MODEL_SETTINGS, catalogue: CATALOGUE, population: UNIFORM_POPULATION });

/** Takes batches in turn, as a store would hand them to the fold. */
async function takeBatches(batches: readonly (readonly Signal[])[]): Promise<Map<string, EntityState>> {
  const states = new Map<string, EntityState>();
  const stored: Signal[] = [];
  for (const signals of batches) {
    const fresh = signals.filter(({ id }) => stored.every((other) => other.id !== id));
    stored.push(...fresh);
    const refs = signals.flatMap(({ entities }) => entities);
    const writes = await foldBatch(
      model,
      {
        accepted: new Set(fresh.map(({ id }) => id)),
        states: new Map(refs.map((ref) => [entityKey(ref), states.get(entityKey(ref)) ?? emptyState(ref)])),
        signalsOf: async (entity) =>
          stored
            .filter(({ entities }) => entities.some((ref) => entityKey(ref) === entityKey(entity)))
            .sort(bySignalOrder),
      },
      { signals, dependants: [], now: NOW },
    );
    for (const { state } of writes.states) states.set(entityKey(state.entity), state);
  }
  return states;
}

const scored = (states: ReadonlyMap<string, EntityState>): unknown =>
  [...states.values()]
    .toSorted((a, b) => (a.entity.type < b.entity.type ? -1 : 1))
    .map((state) => ({
      items: state.items,
      profile: state.profile,
      assessment: { ...model.assess({ state, device: null, request: null, now: NOW }), revision: 0 },
    }));

describe('arrival order', () => {
  it('one by one in any order, or all in one batch: the same evidence, profile and score to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(anySignals, fc.infiniteStream(fc.nat()), async (signals, keys) => {
        const shuffled = signals
          .map((signal) => ({ signal, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ signal }) => signal);
        const inOrder = scored(await takeBatches([signals.toSorted(bySignalOrder)]));
        expect(scored(await takeBatches(shuffled.map((signal) => [signal])))).toEqual(inOrder);
        expect(
          scored(await takeBatches([shuffled.slice(0, 10), shuffled.slice(10)].filter((part) => part.length > 0))),
        ).toEqual(inOrder);
      }),
      { numRuns: Math.ceil(RUNS / 10) },
    );
  });

  it('the same signal twice changes nothing, not even the revision', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySignals.filter(({ length }) => length > 0),
        async (signals) => {
          const once = await takeBatches([signals]);
          const twice = await takeBatches([signals, signals]);
          expect(twice).toEqual(once);
        },
      ),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  });
});
