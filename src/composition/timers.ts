/** The timers that services are given, so that none of them holds one itself. */
import { TrustError } from '../domain/errors.ts';

/** Runs once after the delay; never keeps the process alive. */
export function later(delayMs: number): (run: () => void) => void {
  return (run) => void setTimeout(run, delayMs).unref();
}

/** Runs every so often until the returned function is called; never keeps the process alive. */
export function repeatedly(intervalMs: number): (run: () => void) => () => void {
  return (run) => {
    const timer = setInterval(run, intervalMs).unref();
    return () => clearInterval(timer);
  };
}

export function deadline(seconds: number): { readonly expired: Promise<'expired'>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<'expired'>((resolve) => {
    timer = setTimeout(() => resolve('expired'), seconds * 1000);
  });
  return { expired, cancel: () => clearTimeout(timer) };
}

/** Rejects with TIMEOUT when the work takes longer. */
export function withTimeout(ms: number): <T>(work: Promise<T>) => Promise<T> {
  return async (work) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TrustError('TIMEOUT', `No answer within ${ms} ms.`)), ms);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
