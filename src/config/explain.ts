/** Turns schema issues into problems that name the source, the value and the way out. */
import type { z } from 'zod';
import { variableFor } from './environment.ts';
import { settingPaths, valueAt, type Tree } from './paths.ts';
import type { ConfigProblem } from './problem.ts';
import { showValue } from './redact.ts';
import { closest } from './suggest.ts';

export interface Origin {
  /** The environment variable the setting came from, or `null`. */
  readonly variable: (path: string) => string | null;
  /** File and line of the setting, or `null` without a file. */
  readonly file: (path: string) => string | null;
}

export function explainIssues(issues: readonly z.core.$ZodIssue[], raw: Tree, origin: Origin): ConfigProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key, raw, origin));
    const variable = origin.variable(path);
    const source = variable ?? origin.file(path) ?? 'defaults';
    const expected = expectation(issue);
    return [
      {
        path,
        source,
        found: showValue(path, valueAt(raw, issue.path)),
        expected,
        fix: variable === null ? `Correct ${path} in ${source}.` : `Set ${variable} to ${expected}, or unset it.`,
      },
    ];
  });
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'a known name';
  return issue.code === 'invalid_type' && issue.expected === 'object' ? 'a block of settings' : issue.message;
}

function unknownKey(parent: string, key: string, raw: Tree, origin: Origin): ConfigProblem {
  const path = parent === '' ? key : `${parent}.${key}`;
  const all = settingPaths();
  const depth = parent === '' ? 0 : parent.split('.').length;
  const siblings = [
    ...new Set(
      all.filter((each) => parent === '' || each.startsWith(`${parent}.`)).map((each) => each.split('.')[depth] ?? ''),
    ),
  ];
  const near = closest(key, siblings);
  const elsewhere = near === null ? closest(key, all) : null;
  const value = parent === '' ? raw[key] : valueAt(raw, path.split('.'));
  return {
    path,
    source: origin.file(path) ?? 'environment',
    found: typeof value === 'object' && value !== null ? 'an unknown block of settings' : 'an unknown setting',
    expected: `one of ${siblings.join(', ')}`,
    fix: suggestion(key, near, elsewhere),
  };
}

function suggestion(key: string, near: string | null, elsewhere: string | null): string {
  if (near !== null) return `Did you mean "${near}"?`;
  if (elsewhere === null) return `Remove "${key}".`;
  const variable = variableFor(elsewhere);
  return `Did you mean ${elsewhere}${variable === null ? '' : ` (or ${variable} in the environment)`}?`;
}
