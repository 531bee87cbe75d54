/** Several workers behind one port. They share PostgreSQL and Redis and nothing else. */
import cluster, { type Worker } from 'node:cluster';
import type { Config } from '../config/config.ts';
import { createLogger } from '../observability/logger.ts';
import { stopOnSignal } from './shutdown.ts';

const READY = 'ready';
const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 30_000;
/** A worker that lived this long was well; the next restart is quick again. */
const WELL_AFTER_MS = 60_000;

export interface PrimaryOptions {
  readonly config: Config;
  /** Called once, when every worker takes requests. */
  readonly onReady: () => Promise<void>;
}

/** Starts the workers and keeps them running. Returns at once; the process lives as long as its workers. */
export function runPrimary({ config: { server, logging }, onReady }: PrimaryOptions): void {
  const logger = createLogger(logging);
  const ready = new Set<number>();
  let announced = false;
  let stopping = false;
  let delayMs = FIRST_RESTART_MS;
  let wellTimer: NodeJS.Timeout | undefined;

  cluster.on('message', (worker, message: unknown) => {
    if (message !== READY) return;
    ready.add(worker.id);
    if (announced || ready.size < server.workers) return;
    announced = true;
    void onReady();
  });
  cluster.on('exit', (worker, code, signal) => {
    ready.delete(worker.id);
    if (stopping) return;
    logger.error({ worker: worker.id, code, signal, restart_ms: delayMs }, 'A worker ended and is started again.');
    setTimeout(() => {
      if (!stopping) cluster.fork();
    }, delayMs);
    delayMs = Math.min(delayMs * 2, LONGEST_RESTART_MS);
    clearTimeout(wellTimer);
    wellTimer = setTimeout(() => {
      delayMs = FIRST_RESTART_MS;
    }, WELL_AFTER_MS).unref();
  });
  stopOnSignal({
    // The workers bound themselves; the primary waits a moment longer.
    seconds: server.shutdownSeconds + 2,
    async close() {
      stopping = true;
      await Promise.all(liveWorkers().map(endOf));
    },
    onStopping: () => logger.info('Stopping the workers.'),
    onFailure: (error) => logger.error({ error }, 'The workers did not stop cleanly.'),
  });
  process.on('SIGHUP', () => {
    for (const worker of liveWorkers()) worker.process.kill('SIGHUP');
  });
  for (let index = 0; index < server.workers; index += 1) cluster.fork();
}

/** In a worker: tells the primary that requests are taken. */
export function tellPrimaryReady(): void {
  process.send?.(READY);
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

function endOf(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve());
    // A Ctrl-C reaches the whole process group; a worker that is stopping already ignores the repetition.
    worker.process.kill('SIGTERM');
  });
}
