/** Fills an empty engine with the simulated organisation, through the ordinary way in. */
import type { App } from '../app.ts';
import { parseSignal } from '../contract/signal.ts';
import { seedDemo } from '../demo/seed.ts';
import type { Principal } from '../domain/principal.ts';

const META_KEY = 'demo';
/** The same people and incidents for everybody, so that what the documentation shows is what one sees. */
const SEED = 7;

export interface DemoOptions {
  readonly app: App;
  readonly tenant: string;
  readonly onProgress: (text: string) => void;
}

/**
 * Seeds the tenant when it holds no signals. A start that was interrupted while seeding goes on where it stopped:
 * it repeats the same signals, and those that are there already change nothing.
 */
export async function ensureDemo({ app, tenant, onProgress }: DemoOptions): Promise<void> {
  const { meta, signals } = app.stores;
  const mark = await meta.get(META_KEY);
  if (mark === 'done' || (mark === null && (await signals.count(tenant)) > 0)) return;
  const now = mark === null ? Date.now() : Number(mark);
  await meta.set(META_KEY, String(now));

  const caller: Principal = { id: 'demo', tenant, role: 'admin' };
  let shown = -1;
  await seedDemo({
    seed: SEED,
    now,
    async ingest(batch) {
      const results = await app.services.ingest.ingest(
        caller,
        batch.map((signal) => parseSignal(signal, { source: 'demo' })),
      );
      const rejected = results.find((result) => result.status === 'rejected');
      if (rejected !== undefined) throw new Error(`BUG: a demo signal was rejected: ${JSON.stringify(rejected)}`);
    },
    onProgress({ done, total }) {
      const tenths = Math.floor((10 * done) / total);
      if (tenths === shown) return;
      shown = tenths;
      onProgress(`Creating the demo organisation: ${tenths * 10} %`);
    },
  });
  await meta.set(META_KEY, 'done');
}
