/**
 * States by key: cache first, then the store, with one store query for all misses of a tick however many questions
 * they come from. A state that is being read is not read twice.
 */
import { entityKey, type EntityRef } from '../domain/entity.ts';
import type { EvidenceStore } from '../domain/ports/evidence-store.ts';
import type { StateCache } from '../domain/ports/state-cache.ts';
import { emptyState, type EntityState } from '../domain/state.ts';
import type { Gate } from './gate.ts';

export interface StateRead {
  readonly state: EntityState;
  /** Came from a cache. */
  readonly cached: boolean;
}

export interface StateReader {
  /** In the order of `refs`; the empty state for entities nobody has seen. `fresh`: from the store. */
  read(refs: readonly EntityRef[], options: { readonly fresh: boolean }): Promise<readonly StateRead[]>;
}

export interface StateReaderDeps {
  readonly store: Pick<EvidenceStore, 'load'>;
  readonly cache: StateCache;
  /** Bounds the questions that wait for the store. */
  readonly gate: Gate;
}

export function createStateReader({ store, cache, gate }: StateReaderDeps): StateReader {
  const fromStore = createStoreBatch(store, cache);

  return {
    async read(refs, { fresh }) {
      if (refs.length === 0) return [];
      const cached = fresh ? [] : await cache.getMany(refs);
      const missing = refs.filter((_, index) => cached[index] === undefined);
      const loaded = missing.length === 0 ? null : await gate.run(() => fromStore(missing, fresh));
      return refs.map((ref, index) => {
        const hit = cached[index];
        if (hit !== undefined) return { state: hit, cached: true };
        return { state: loaded?.get(entityKey(ref)) ?? emptyState(ref), cached: false };
      });
    },
  };
}

type Load = (refs: readonly EntityRef[], fresh: boolean) => Promise<ReadonlyMap<string, EntityState>>;

interface Batch {
  readonly refs: Map<string, EntityRef>;
  readonly result: Promise<ReadonlyMap<string, EntityState>>;
}

/** Joins what is asked for in one tick into one query. */
function createStoreBatch(store: Pick<EvidenceStore, 'load'>, cache: StateCache): Load {
  let open: Batch | null = null;
  const loading = new Map<string, Promise<ReadonlyMap<string, EntityState>>>();

  const start = (): Batch => {
    const refs = new Map<string, EntityRef>();
    const result = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      open = null;
      const wanted = [...refs.values()];
      try {
        const states = await store.load(wanted);
        const found = wanted.map((ref, index) => states[index] ?? emptyState(ref));
        // Entities nobody has seen are kept too (revision 0): asking for them again must not cost a query.
        await cache.put(found);
        return new Map(found.map((state) => [entityKey(state.entity), state]));
      } finally {
        for (const key of refs.keys()) loading.delete(key);
      }
    });
    return { refs, result };
  };

  return async (refs, fresh) => {
    const results = new Set<Promise<ReadonlyMap<string, EntityState>>>();
    for (const ref of refs) {
      const key = entityKey(ref);
      // A fresh read may not join one that started before it was asked for.
      const underWay = fresh ? undefined : loading.get(key);
      if (underWay !== undefined) {
        results.add(underWay);
        continue;
      }
      open ??= start();
      open.refs.set(key, ref);
      loading.set(key, open.result);
      results.add(open.result);
    }
    const maps = await Promise.all(results);
    return maps.length === 1 && maps[0] !== undefined ? maps[0] : new Map(maps.flatMap((map) => [...map]));
  };
}
