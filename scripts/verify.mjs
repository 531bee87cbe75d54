/** Everything a change must pass before it is committed, in under a minute: each step with its time, the first failure ends it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const STEPS = [
  ['generated', ['scripts/build.mjs', '--generate']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--cache', '.']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings', 'src', 'test', 'scripts', 'bench']],
  ['types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['imports', ['scripts/import-rules.mjs']],
  ['unused', ['node_modules/knip/bin/knip.js', '--no-progress']],
  ['unit tests', ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']],
];

const started = performance.now();
for (const [name, args] of STEPS) {
  const from = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`${stdout}${stderr}`.trimEnd());
    console.error(`✗ ${name} (${seconds} s)`);
    process.exit(1);
  }
  const closing = name === 'unit tests' ? `: ${stdout.trim().split('\n').at(-1)}` : '';
  console.log(`✓ ${name} (${seconds} s)${closing}`);
}
console.log(`verified in ${((performance.now() - started) / 1000).toFixed(1)} s`);
