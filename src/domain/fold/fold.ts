/**
 * Folding: one signal into one entity's state. Pure; the state after a set of signals depends only on the set,
 * because signals are folded in (occurredAt, id) order and a late one makes its entity's state be built anew.
 */
import type { Model } from '../model/model.ts';
import { advanceProfile } from '../profile/advance.ts';
import type { Signal } from '../signal.ts';
import { emptyState, type EntityState } from '../state.ts';
import { applyFeedback } from './feedback.ts';
import { applyFindings } from './findings.ts';
import { prune } from './prune.ts';

export type Folder = Pick<Model, 'detections' | 'population'>;

/** Revision and published level are the committer's business and stay as they are. */
export function foldSignal(state: EntityState, signal: Signal, folder: Folder): EntityState {
  const folded = { at: signal.occurredAt, id: signal.id };
  if (signal.type === 'feedback') return { ...state, folded, items: applyFeedback(state.items, signal) };

  const observation = { kind: 'signal', at: signal.occurredAt, signal } as const;
  const input = { observation, entityType: state.entity.type, profile: state.profile, population: folder.population };
  let items = state.items;
  for (const { detection, scale } of folder.detections.observing(state.entity.type, signal.type)) {
    const findings = detection.detect(input);
    if (findings.length > 0) items = applyFindings(items, detection, findings, { observation, scale });
  }
  return {
    ...state,
    folded,
    items: prune(items, signal.occurredAt),
    profile: advanceProfile(state.profile, signal, state.entity.type),
  };
}

/** Order in which signals are folded. */
export function bySignalOrder(a: Signal, b: Signal): number {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether a signal belongs before what the state has already folded. */
export function isLate({ folded }: EntityState, signal: Signal): boolean {
  if (folded === null) return false;
  return signal.occurredAt < folded.at || (signal.occurredAt === folded.at && signal.id < folded.id);
}

/** The state that all of an entity's signals make, from nothing. Keeps the committer's fields of `state`. */
export function rebuild(state: EntityState, signals: readonly Signal[], folder: Folder): EntityState {
  const start: EntityState = { ...emptyState(state.entity), revision: state.revision, published: state.published };
  return [...signals].sort(bySignalOrder).reduce((folded, signal) => foldSignal(folded, signal, folder), start);
}
