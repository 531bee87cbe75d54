/** Which states a batch touches, directly or because one entity's assessment hangs on another's state. */
import { entityKey, type EntityRef } from '../../domain/entity.ts';
import type { Signal } from '../../domain/signal.ts';
import { deviceOf } from '../device-of.ts';
import type { StateReader } from '../state-reader.ts';

/** People of a device who hear of its changes: the most recent ones; a shared kiosk must not touch a whole company. */
const USERS_OF_DEVICE_MAX = 3;

export interface Dependencies {
  /** Everything to lock. */
  readonly refs: readonly EntityRef[];
  /** Those of `refs` whose assessment may change without a signal of their own. */
  readonly dependants: readonly EntityRef[];
}

export async function dependencies(reader: StateReader, signals: readonly Signal[]): Promise<Dependencies> {
  const fed = uniqueRefs(signals.flatMap(({ entities }) => entities));
  const named = signals.flatMap(({ tenant, deviceId }): EntityRef[] =>
    deviceId === null ? [] : [{ tenant, type: 'device', id: deviceId }],
  );
  const states = (await reader.read(fed, { fresh: false })).map(({ state }) => state);
  const dependants = states.flatMap(({ entity, profile }): EntityRef[] =>
    entity.type === 'device'
      ? profile.users.slice(-USERS_OF_DEVICE_MAX).map(({ id }) => ({ tenant: entity.tenant, type: 'user', id }))
      : [],
  );
  const people = await reader.read(uniqueRefs(dependants), { fresh: false });
  const devices = [...states, ...people.map(({ state }) => state)].flatMap((state) => deviceOf(state, null) ?? []);
  return { refs: uniqueRefs([...fed, ...named, ...dependants, ...devices]), dependants: uniqueRefs(dependants) };
}

function uniqueRefs(refs: readonly EntityRef[]): EntityRef[] {
  return [...new Map(refs.map((ref) => [entityKey(ref), ref])).values()];
}
