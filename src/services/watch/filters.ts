/** Which events a subscriber asked for. Compiled once a subscription, asked once an event. */
import type { Decision } from '../../domain/decision.ts';
import { TrustError } from '../../domain/errors.ts';
import type { Change, IndicatorChange } from '../../domain/ports/change-bus.ts';
import type { LocalRef, WatchFilter } from '../services.ts';

/** Scores are told apart to a millionth; a difference is compared at that precision, not at that of a float. */
const MICROS = 1_000_000;

export function changeFilter(filter: WatchFilter): (change: Change) => boolean {
  const { levels, levelChangesOnly = false, minimumChange } = filter;
  if (minimumChange != null && !(minimumChange >= 0 && minimumChange <= 1)) {
    const message = 'Must be between 0 and 1.';
    throw new TrustError('BAD_USER_INPUT', `minimumChange: ${message}`, {
      faults: [{ path: 'filter.minimumChange', message }],
    });
  }
  const isWatched = entityFilter(filter);
  const wanted = levels == null ? null : new Set(levels);
  return (change) =>
    isWatched(change.entity) &&
    (wanted === null || wanted.has(change.after.level)) &&
    (!levelChangesOnly || change.levelChanged) &&
    (minimumChange == null || isChangeOf(change, minimumChange));
}

export function indicatorFilter(
  indicators: readonly string[] | null | undefined,
): (change: IndicatorChange) => boolean {
  if (indicators == null) return () => true;
  const wanted = new Set(indicators);
  return ({ indicator }) => wanted.has(indicator);
}

export function decisionFilter(filter: {
  readonly entities?: readonly LocalRef[] | null;
  readonly decisions?: readonly Decision['decision'][] | null;
}): (decision: Decision) => boolean {
  const isWatched = entityFilter(filter);
  const wanted = filter.decisions == null ? null : new Set(filter.decisions);
  return (decision) => isWatched(decision.entity) && (wanted === null || wanted.has(decision.decision));
}

export function entityFilter({
  entities,
  types,
}: Pick<WatchFilter, 'entities' | 'types'>): (entity: LocalRef) => boolean {
  const refs = entities == null ? null : new Set(entities.map(localKey));
  const kinds = types == null ? null : new Set(types);
  return (entity) => (kinds === null || kinds.has(entity.type)) && (refs === null || refs.has(localKey(entity)));
}

// Types are a closed set without colons, so the key is injective.
function localKey({ type, id }: LocalRef): string {
  return `${type}:${id}`;
}

/** The first assessment of an entity is a change of any size. */
function isChangeOf({ before, after }: Change, minimum: number): boolean {
  if (before === null) return true;
  return Math.round(Math.abs(after.score - before.score) * MICROS) >= Math.round(minimum * MICROS);
}
