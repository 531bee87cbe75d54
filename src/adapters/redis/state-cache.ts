/** Evidence states shared by all processes. Every entry has a time to live; every write compares revisions in Redis. */
import { entityKey, type EntityRef } from '../../domain/entity.ts';
import type { StateCache } from '../../domain/ports/state-cache.ts';
import { STATE_FORMAT } from '../../domain/state-codec.ts';
import type { EntityState } from '../../domain/state.ts';
import type { Circuit, FaultReporter } from './faults.ts';
import { decodeState, encodeState, encodeTombstone } from './state-codec.ts';
import type { StateCommands } from './state-commands.ts';

/**
 * Redis gets keys as UTF-8, in which all unpaired surrogates look the same. Keys that hold one are escaped, and kept
 * apart from all others by a letter, so that two entities never share a key. Versions that write another format have keys
 * of their own.
 */
export function stateKey(entity: EntityRef): string {
  const key = entityKey(entity);
  const prefix = `trust:state:${STATE_FORMAT}`;
  return /\p{Surrogate}/u.test(key) ? `${prefix}e:${JSON.stringify(key)}` : `${prefix}:${key}`;
}

export function createRedisStateCache(deps: {
  readonly commands: StateCommands;
  readonly circuit: Circuit;
  readonly faults: FaultReporter;
  readonly ttlSeconds: number;
  /** Tells other processes to forget an entity that they may hold in memory. */
  readonly announceClear: (entity: EntityRef) => Promise<void>;
}): StateCache {
  const { commands, circuit, faults, ttlSeconds } = deps;

  const decode = (entity: EntityRef, text: string | null | undefined): EntityState | undefined => {
    if (text == null) return undefined;
    try {
      return decodeState(entity, text);
    } catch (error) {
      faults.report('read', error);
      return undefined;
    }
  };

  return {
    getMany: async (refs) => {
      if (refs.length === 0) return [];
      const texts = await circuit.attempt('read', () => commands.read(refs.map(stateKey)), []);
      return refs.map((ref, index) => decode(ref, texts[index]));
    },

    put: async (states) => {
      if (states.length === 0) return;
      const writes = states.map((state) => ({
        key: stateKey(state.entity),
        overwrites: state.revision,
        value: encodeState(state),
      }));
      await circuit.attempt('write', () => commands.keepNewest(writes, ttlSeconds), undefined);
    },

    invalidate: async (entries) => {
      if (entries.length === 0) return;
      const writes = entries.map(({ entity, revision }) => ({
        key: stateKey(entity),
        overwrites: revision - 1,
        value: encodeTombstone(revision),
      }));
      await circuit.attempt('write', () => commands.keepNewest(writes, ttlSeconds), undefined);
    },

    clear: async (entity) => {
      await circuit.attempt('write', () => commands.remove(stateKey(entity)), undefined);
      await deps.announceClear(entity);
    },

    // The connection belongs to whoever opened it.
    close: async () => undefined,
  };
}
