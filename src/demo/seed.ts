/** Sends the simulated organisation through the ordinary way in. */
import { createDemo, type DemoSettings } from './organisation.ts';

export interface SeedDemoOptions extends DemoSettings {
  /** The ordinary ingestion path; batches come one after the other, in order of time. */
  readonly ingest: (batch: unknown[]) => Promise<void>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Resolves with the number of signals. Call it again with the same seed and `now` after an interruption: ids repeat. */
export async function seedDemo({ ingest, onProgress, ...settings }: SeedDemoOptions): Promise<number> {
  const batches = [...createDemo(settings)];
  const total = batches.reduce((sum, batch) => sum + batch.length, 0);
  let done = 0;
  for (const batch of batches) {
    // oxlint-disable-next-line no-await-in-loop -- the story is told in order of time
    await ingest(batch);
    done += batch.length;
    onProgress?.({ done, total });
  }
  return total;
}
