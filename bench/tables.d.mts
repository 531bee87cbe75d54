/** A file of `bench/results`. */
export interface BenchmarkEntry {
  readonly benchmark: string;
  readonly date: string;
  readonly results: Readonly<Record<string, unknown>>;
}
export function renderTables(entries: readonly BenchmarkEntry[]): string;
