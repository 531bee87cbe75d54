/** How many cases a property test generates: a quick number normally, `PROPERTY_RUNS` for a long night. */
export const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 500);
