import { readFileSync, statSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { isTree, type Tree } from './paths.ts';
import type { ConfigProblem } from './problem.ts';

const LARGEST_FILE_BYTES = 1_000_000;

export interface SettingsFile {
  readonly settings: Tree;
  readonly problems: readonly ConfigProblem[];
  /** `:12` for the line of a setting (or of the closest thing above it that is there), else nothing. */
  readonly lineOf: (path: string) => string;
}

export const NO_FILE: SettingsFile = { settings: {}, problems: [], lineOf: () => '' };

export function readSettingsFile(path: string): SettingsFile {
  let text: string;
  try {
    if (statSync(path).size > LARGEST_FILE_BYTES)
      return unusable(path, 'a file of more than 1 MB', 'Point to the right file.');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return unusable(
      path,
      `a file that can't be read (${reason})`,
      'Correct --config or TRUST_CONFIG, or the permissions of the file.',
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      ...NO_FILE,
      problems: document.errors.map((error) => ({
        path,
        source: `${path}:${lines.linePos(error.pos[0]).line}`,
        found: error.message.split('\n')[0] ?? error.code,
        expected: 'YAML',
        fix: 'Correct that line.',
      })),
    };
  }
  const content: unknown = document.toJS() ?? {};
  if (!isTree(content))
    return unusable(
      path,
      'YAML that is not a block of settings',
      'Write sections such as "server:" with settings below.',
    );
  return {
    settings: content,
    problems: [],
    lineOf(setting) {
      const keys = setting.split('.');
      for (let depth = keys.length; depth > 0; depth -= 1) {
        const node = document.getIn(keys.slice(0, depth).map(asIndex), true);
        const start = hasRange(node) ? node.range[0] : undefined;
        if (start !== undefined) return `:${lines.linePos(start).line}`;
      }
      return '';
    },
  };
}

function asIndex(key: string): string | number {
  return /^\d+$/u.test(key) ? Number(key) : key;
}

function hasRange(node: unknown): node is { range: readonly number[] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function unusable(path: string, found: string, fix: string): SettingsFile {
  return { ...NO_FILE, problems: [{ path, source: path, found, expected: 'a readable YAML file with settings', fix }] };
}
