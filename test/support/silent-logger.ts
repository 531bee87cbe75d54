/** A logger for tests that are not about what is logged. */
export const silentLogger = { info: () => undefined, warn: () => undefined };
