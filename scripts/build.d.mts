/** Runs `prisma generate` when the generated client is not of the present schema. Ends the process when that fails. */
export function generate(): void;
/** Builds `dist`; with `ifStale`, only when something in it is out of date. Ends the process when that fails. */
export function build(options?: { ifStale?: boolean }): void;
