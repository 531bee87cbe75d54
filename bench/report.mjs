/** Puts the recorded results into `docs/benchmarks.md`, between its markers. Run: `npm run bench:report`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ROOT } from './processes.mjs';
import { renderTables } from './tables.mjs';

const folder = join(ROOT, 'bench/results');
const entries = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
const file = join(ROOT, 'docs/benchmarks.md');
const [before, rest] = readFileSync(file, 'utf8').split(/(?<=<!-- figures -->\n)/);
const after = rest?.slice(rest.indexOf('<!-- end of figures -->'));
if (after === undefined) throw new Error('docs/benchmarks.md has no <!-- figures --> … <!-- end of figures -->.');
const text = `${before}\n${renderTables(entries)}\n\n${after}`;
writeFileSync(file, await format(text, { parser: 'markdown', printWidth: 120 }));
