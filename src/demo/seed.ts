/** Sends the simulated organisation through the ordinary way in. */
import { createDemo, type DemoSettings } from './organisation.ts';

/** While one batch is being stored, the next is checked and placed. */
const UNDER_WAY_MAX = 2;

export interface SeedDemoOptions extends DemoSettings {
  /**
   * The ordinary ingestion path. Batches come in order of time, and before the earlier ones are done: it has to keep
   * that order by itself.
   */
  readonly ingest: (batch: unknown[]) => Promise<void>;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Resolves with the number of signals. Call it again with the same seed and `now` after an interruption: ids repeat. */
export async function seedDemo({ ingest, onProgress, ...settings }: SeedDemoOptions): Promise<number> {
  const batches = [...createDemo(settings)];
  const total = batches.reduce((sum, batch) => sum + batch.length, 0);
  let done = 0;
  const follow = async (batch: unknown[]): Promise<void> => {
    await ingest(batch);
    done += batch.length;
    onProgress?.({ done, total });
  };
  const underWay: Promise<void>[] = [];
  for (const batch of batches) {
    // oxlint-disable-next-line no-await-in-loop -- so many at once and no more
    if (underWay.length === UNDER_WAY_MAX) await underWay.shift();
    const ingested = follow(batch);
    // Awaited in its turn; until then it must not count as unhandled.
    ingested.catch(() => {});
    underWay.push(ingested);
  }
  await Promise.all(underWay);
  return total;
}
