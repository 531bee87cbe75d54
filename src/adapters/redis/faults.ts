/**
 * What happens when Redis fails: callers go on without it. Faults are counted one by one and logged at most once a
 * second, and after a lost connection or a timeout Redis is left alone for a second, so that it costs nothing meanwhile.
 */
/** The part of a logger that is needed here. */
export interface RedisLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export type RedisOperation = 'connect' | 'read' | 'write' | 'publish' | 'receive' | 'deliver';

export interface FaultReporter {
  report(operation: RedisOperation, error: unknown): void;
}

const LOG_INTERVAL_MS = 1_000;
const PAUSE_MS = 1_000;

export function createFaultReporter(deps: {
  readonly logger: RedisLogger;
  readonly onFault: (operation: RedisOperation) => void;
}): FaultReporter {
  let loggedAt = -Infinity;
  let unlogged = 0;
  return {
    report: (operation, error) => {
      deps.onFault(operation);
      const now = performance.now();
      if (now - loggedAt < LOG_INTERVAL_MS) {
        unlogged += 1;
        return;
      }
      // Only the text: ioredis hangs the command with its arguments, which may be a password, on the error.
      const reason = error instanceof Error ? error.message : String(error);
      deps.logger.warn({ operation, reason, unlogged_faults: unlogged }, 'Redis failed; going on without it.');
      loggedAt = now;
      unlogged = 0;
    },
  };
}

export interface Circuit {
  /** The result of `run`, or `fallback` when it fails or Redis is being left alone. Never rejects. */
  attempt<T>(operation: RedisOperation, run: () => Promise<T>, fallback: T): Promise<T>;
}

export function createCircuit(faults: FaultReporter): Circuit {
  let pausedUntil = 0;
  return {
    attempt: async (operation, run, fallback) => {
      if (pausedUntil > 0) {
        const now = performance.now();
        if (now < pausedUntil) return fallback;
        // This call finds out whether Redis is back; the others keep away until it knows.
        pausedUntil = now + PAUSE_MS;
      }
      try {
        const result = await run();
        pausedUntil = 0;
        return result;
      } catch (error) {
        // An error that Redis answered with came at once: it is about the command, not about the connection.
        if (error instanceof Error && error.name === 'ReplyError') pausedUntil = 0;
        else pausedUntil = performance.now() + PAUSE_MS;
        faults.report(operation, error);
        return fallback;
      }
    },
  };
}
