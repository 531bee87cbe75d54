/** One thing wrong with the settings, said so that it can be put right without reading the code. */
export interface ConfigProblem {
  /** Dotted path of the setting, or the file when the file itself is the problem. */
  readonly path: string;
  /** Where the value came from: `PORT`, or `config/trust.yaml:12`. */
  readonly source: string;
  /** What was there, secrets hidden. */
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

export function describeProblems(problems: readonly ConfigProblem[]): string {
  const head =
    problems.length === 1 ? 'The configuration has a problem:' : `The configuration has ${problems.length} problems:`;
  const blocks = problems.map(
    ({ path, source, found, expected, fix }) =>
      `  ${path} (${source})\n    found:    ${found}\n    expected: ${expected}\n    fix:      ${fix}`,
  );
  return [head, ...blocks].join('\n');
}
