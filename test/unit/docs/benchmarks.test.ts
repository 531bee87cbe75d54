import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderTables, type BenchmarkEntry } from '../../../bench/tables.mjs';

const RESULTS = new URL('../../../bench/results/', import.meta.url);
const entries = readdirSync(RESULTS).map(
  (file) => JSON.parse(readFileSync(new URL(file, RESULTS), 'utf8')) as BenchmarkEntry,
);
const page = readFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), 'utf8');

/** Cells without padding, so that only what is said counts. */
function rowsOf(markdown: string): string[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('|'),
    );
}

test('the tables of docs/benchmarks.md show what the last runs recorded, no more and no less', () => {
  expect(rowsOf(page)).toEqual(rowsOf(renderTables(entries)));
});

test.each(entries.map((entry) => [entry.benchmark, entry] as const))(
  'the page says when and by which command the figures of %s were measured',
  (benchmark, { date }) => {
    expect(page).toContain(date.slice(0, 10));
    expect(page).toContain(`bench:${benchmark}`);
  },
);

test('a benchmark that has no table cannot be left out silently', () => {
  expect(() => renderTables([{ benchmark: 'unheard-of', date: '2026-01-01', results: {} }])).toThrow('unheard-of');
});
