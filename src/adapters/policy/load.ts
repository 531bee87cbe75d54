/** Policies from disk: one file, or every `*.yaml` of a directory in name order. `*.test.yaml` are their tests. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CATALOGUE } from '../../domain/detections/catalogue.ts';
import type { PolicyRule, PolicySet } from '../../domain/policy/policy.ts';
import { compilePolicies } from './compile.ts';
import { PolicyError } from './fault.ts';
import type { SourceFile } from './yaml.ts';

export interface LoadOptions {
  /** Called for each condition that could not be evaluated; count it. Must not throw. */
  onRuleError?(rule: PolicyRule, message: string): void;
}

/** @throws PolicyError listing every fault, unreadable files and a path without policies included. */
export async function loadPolicies(path: string, options: LoadOptions = {}): Promise<PolicySet> {
  const { policies } = await readPolicyFiles(path);
  return compilePolicies(policies, { ...options, indicators: new Set(CATALOGUE.map(({ id }) => id)) });
}

export interface PolicyFiles {
  readonly policies: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
}

/** @throws PolicyError when nothing can be read or no policy is there. */
export async function readPolicyFiles(path: string): Promise<PolicyFiles> {
  try {
    const names = (await stat(path)).isDirectory()
      ? (await readdir(path))
          .filter((name) => /\.ya?ml$/u.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
    const files = await Promise.all(names.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
    const policies = files.filter(({ file }) => !isTest(file));
    if (policies.length === 0) throw refusal(path, 'there is no policy here: expected *.yaml');
    return { policies, tests: files.filter(({ file }) => isTest(file)) };
  } catch (error) {
    if (error instanceof PolicyError) throw error;
    throw refusal(path, `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isTest(file: string): boolean {
  return /\.test\.ya?ml$/u.test(file);
}

function refusal(file: string, message: string): PolicyError {
  return new PolicyError([{ file, line: 1, column: 1, rule: null, message }]);
}
