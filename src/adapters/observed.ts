/** Stores as they are, with their calls timed. Wraps from outside, so that no adapter knows of metrics. */
import type { EvidenceStore } from '../domain/ports/evidence-store.ts';

/** What is told about calls. Must not throw or block. */
export interface CallObserver {
  stored(port: string, operation: string, outcome: 'ok' | 'error', seconds: number): void;
}

export function observeEvidenceStore(store: EvidenceStore, observer: CallObserver): EvidenceStore {
  return {
    load: (refs) => timed(observer, 'evidence', 'load', () => store.load(refs)),
    ingest: (batch, fold) => timed(observer, 'evidence', 'ingest', () => store.ingest(batch, fold)),
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
