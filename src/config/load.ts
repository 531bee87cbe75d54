/**
 * Settings from a YAML file and the environment; the environment wins. Everything that is wrong is reported at once.
 * The only part of the engine that reads `process.env`.
 */
import { existsSync } from 'node:fs';
import { resolveConfig, type Config } from './config.ts';
import { crossCheck } from './cross-check.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { explainIssues, type Origin } from './explain.ts';
import { without, withValue, type Tree } from './paths.ts';
import { ConfigError } from './problem.ts';
import { settingsSchema } from './settings.ts';
import { NO_FILE, readSettingsFile } from './yaml-file.ts';

const DEFAULT_FILE = 'config/trust.yaml';

export interface LoadedConfig {
  readonly config: Config;
  /** The file read, or `null` when there was none. */
  readonly file: string | null;
  /** Variables that took effect. */
  readonly variables: readonly string[];
}

/** Throws ConfigError with every problem found. */
export function loadConfig(
  options: { readonly file?: string | undefined; readonly environment?: Environment } = {},
): LoadedConfig {
  const environment = options.environment ?? process.env;
  const path = options.file ?? chosenFile(environment);
  const { settings: fromFile, problems: fileProblems, lineOf } = path === null ? NO_FILE : readSettingsFile(path);
  const values = readEnvironment(environment);

  // A section whose settings are all commented out reads as null; that is the same as leaving it out.
  let raw: Tree = Object.fromEntries(Object.entries(fromFile).filter(([, section]) => section !== null));
  for (const { path: setting, value } of values) raw = withValue(raw, setting.split('.'), value);

  const origin: Origin = {
    variable: (setting) =>
      values.find((value) => setting === value.path || setting.startsWith(`${value.path}.`))?.name ?? null,
    file: (setting) => (path === null ? null : `${path}${lineOf(setting)}`),
  };
  const first = settingsSchema.safeParse(raw);
  const issues = first.error?.issues ?? [];
  const faulty = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [...issue.path.map(String), key])
      : [issue.path.map(String)],
  );
  // Rules across settings are checked too, with the faulty settings left at their defaults and left out of the rules.
  const sound = first.success ? first : settingsSchema.safeParse(faulty.reduce<Tree>(without, raw));
  const problems = [
    ...fileProblems,
    ...explainIssues(issues, raw, origin),
    ...(sound.success
      ? crossCheck({ settings: sound.data, raw, fromFile, origin, faulty: faulty.map((keys) => keys.join('.')) })
      : []),
  ];
  if (problems.length > 0 || !sound.success) throw new ConfigError(problems);
  return { config: resolveConfig(sound.data), file: path, variables: values.map((value) => value.name) };
}

function chosenFile(environment: Environment): string | null {
  const named = environment['TRUST_CONFIG']?.trim() ?? '';
  if (named !== '') return named;
  return existsSync(DEFAULT_FILE) ? DEFAULT_FILE : null;
}
