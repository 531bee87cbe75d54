import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../../src/config/environment.ts';
import { settingPaths, valueAt } from '../../../src/config/paths.ts';
import { settingsSchema } from '../../../src/config/settings.ts';

const text = readFileSync('config/trust.yaml', 'utf8');
const written: unknown = parse(text);

test('config/trust.yaml holds the defaults, all of them and nothing else', () => {
  expect(written).toEqual(settingsSchema.parse({}));
});

test('every setting of the schema is written out in config/trust.yaml', () => {
  const paths = settingPaths();
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => valueAt(written, path.split('.')) === undefined)).toEqual([]);
});

test('every setting has a comment of its own', () => {
  const lines = text.split('\n');
  const uncommented = lines.filter((line, index) => /^ {2}\w+:/u.test(line) && !/^ {2}#/u.test(lines[index - 1] ?? ''));
  expect(uncommented).toEqual([]);
});

test('every environment variable is named in the file and stands for a setting that exists', () => {
  const paths = settingPaths();
  for (const { name, path } of VARIABLES) {
    expect(text, name).toMatch(new RegExp(`\\[${name}\\b`, 'u'));
    expect(paths).toContain(path);
  }
});
