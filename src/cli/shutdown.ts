const SAME_SIGNAL_MS = 300;

/**
 * Ends the process in order: the first SIGTERM or SIGINT stops it gracefully within the given time, a second one at
 * once. Status 0 when everything was closed in time, 1 when not. The result takes the handlers away again.
 */
export function stopOnSignal(options: {
  readonly seconds: number;
  readonly close: () => Promise<void>;
  readonly onStopping: () => void;
  readonly onFailure: (error: unknown) => void;
}): () => void {
  let stopping = false;
  let stoppedAt = 0;
  const stop = (): void => {
    // Within a cluster one Ctrl-C arrives twice, from the terminal and from the primary: that is still one.
    if (stopping && performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(130);
    if (stopping) return;
    stopping = true;
    stoppedAt = performance.now();
    options.onStopping();
    const late = setTimeout(() => {
      options.onFailure(new Error(`not closed within ${options.seconds} seconds`));
      process.exit(1);
    }, options.seconds * 1000);
    options
      .close()
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        clearTimeout(late);
        options.onFailure(error);
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return () => {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  };
}
