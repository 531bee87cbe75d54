/** Stores and caches as they are, with their calls timed. Wraps from outside, so that no adapter knows of metrics. */
import type { EvidenceStore } from '../domain/ports/evidence-store.ts';
import type { StateCache } from '../domain/ports/state-cache.ts';

/** What is told about calls. Must not throw or block. */
export interface CallObserver {
  stored(port: string, operation: string, outcome: 'ok' | 'error', seconds: number): void;
  cacheRead(result: 'hit' | 'miss', count: number): void;
}

export function observeEvidenceStore(store: EvidenceStore, observer: CallObserver): EvidenceStore {
  return {
    load: (refs) => timed(observer, 'evidence', 'load', () => store.load(refs)),
    ingest: (batch, fold) => timed(observer, 'evidence', 'ingest', () => store.ingest(batch, fold)),
  };
}

/** Wrap the outermost layer only, or hits are counted once per layer. */
export function observeStateCache(cache: StateCache, observer: CallObserver): StateCache {
  return {
    async getMany(refs) {
      const states = await cache.getMany(refs);
      const hits = states.reduce((count, state) => (state === undefined ? count : count + 1), 0);
      if (hits > 0) observer.cacheRead('hit', hits);
      if (hits < states.length) observer.cacheRead('miss', states.length - hits);
      return states;
    },
    put: (states) => cache.put(states),
    invalidate: (entries) => timed(observer, 'cache', 'invalidate', () => cache.invalidate(entries)),
    clear: (entity) => timed(observer, 'cache', 'clear', () => cache.clear(entity)),
    close: () => cache.close(),
  };
}

async function timed<T>(observer: CallObserver, port: string, operation: string, call: () => Promise<T>): Promise<T> {
  const started = performance.now();
  let outcome: 'ok' | 'error' = 'error';
  try {
    const result = await call();
    outcome = 'ok';
    return result;
  } finally {
    observer.stored(port, operation, outcome, (performance.now() - started) / 1000);
  }
}
