/**
 * Folds a batch of accepted signals into the states they feed, and works out what that changed for whoever watches.
 * Runs inside the store's transaction and may run again when the transaction is retried, so it has no effects.
 */
import { bug } from '../../domain/errors.ts';
import { entityKey, type EntityRef } from '../../domain/entity.ts';
import { bySignalOrder, foldSignal, isLate, rebuild } from '../../domain/fold/fold.ts';
import type { Model } from '../../domain/model/model.ts';
import type { IngestTransaction, IngestWrites } from '../../domain/ports/evidence-store.ts';
import type { Signal } from '../../domain/signal.ts';
import type { EntityState } from '../../domain/state.ts';
import { deviceOf } from '../device-of.ts';
import { consequencesOf, pointOf, type Consequences } from './consequences.ts';

export interface FoldBatch {
  readonly signals: readonly Signal[];
  /** Entities whose assessment hangs on another's state (people on a device that reported), beside those fed directly. */
  readonly dependants: readonly EntityRef[];
  readonly now: number;
}

export async function foldBatch(model: Model, tx: IngestTransaction, batch: FoldBatch): Promise<IngestWrites> {
  const fed = signalsByEntity(batch.signals.filter(({ id }) => tx.accepted.has(id)));
  const after = new Map(tx.states);
  const points: IngestWrites['points'][number][] = [];

  for (const [key, { entity, signals }] of fed) {
    const state = tx.states.get(key);
    if (state === undefined) bug(`no state was locked for an entity the batch feeds (${entity.type})`);
    const isOutOfOrder = signals.some((signal) => isLate(state, signal));
    after.set(
      key,
      isOutOfOrder
        ? rebuild(state, await tx.signalsOf(entity), model)
        : foldInOrder(model, state, signals, (folded) => points.push(pointOf(model, folded, deviceIn(after, folded)))),
    );
  }

  const affected = new Set([...fed.keys(), ...batch.dependants.map(entityKey)]);
  const found = [...affected].flatMap((key): Consequences[] => {
    const [before, now] = [tx.states.get(key), after.get(key)];
    if (before === undefined || now === undefined) return [];
    const consequences = consequencesOf(model, {
      before,
      beforeDevice: deviceIn(tx.states, before),
      after: now,
      afterDevice: deviceIn(after, now),
      isFed: fed.has(key),
      signals: fed.get(key)?.signals ?? [],
      now: batch.now,
    });
    return consequences === null ? [] : [consequences];
  });
  return {
    states: found.map(({ write }) => write),
    changes: found.flatMap(({ change }) => change ?? []),
    points: [...points, ...found.flatMap(({ point }) => point ?? [])],
  };
}

/** A backlog of days in one batch leaves a point an hour, not one point for all of it. */
const POINT_EVERY_MS = 3_600_000;

function foldInOrder(
  model: Model,
  start: EntityState,
  signals: readonly Signal[],
  onHour: (folded: EntityState) => void,
): EntityState {
  let pointAt = signals[0]?.occurredAt ?? 0;
  return signals.reduce((state, signal) => {
    if (signal.occurredAt - pointAt >= POINT_EVERY_MS) {
      onHour(state);
      pointAt = signal.occurredAt;
    }
    return foldSignal(state, signal, model);
  }, start);
}

interface Fed {
  readonly entity: EntityRef;
  readonly signals: Signal[];
}

function signalsByEntity(signals: readonly Signal[]): Map<string, Fed> {
  const fed = new Map<string, Fed>();
  for (const signal of [...signals].sort(bySignalOrder)) {
    for (const entity of signal.entities) {
      const key = entityKey(entity);
      const known = fed.get(key);
      if (known === undefined) fed.set(key, { entity, signals: [signal] });
      else known.signals.push(signal);
    }
  }
  return fed;
}

function deviceIn(states: ReadonlyMap<string, EntityState>, state: EntityState): EntityState | null {
  const ref = deviceOf(state, null);
  return ref === null ? null : (states.get(entityKey(ref)) ?? null);
}
