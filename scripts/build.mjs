/**
 * Builds `dist`: the Prisma client (only when the schema changed), the compiled sources, and the files that the
 * compiler does not copy. `--if-stale` does nothing when `dist` is newer than everything it is made from;
 * `--generate` stops after the Prisma client, which is all the tests need.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (/** @type {string} */ path) => join(root, path);
const SCHEMA = at('prisma/schema.prisma');
const GENERATED = at('src/adapters/postgres/generated');
/** Written before compiling, so that a source changed meanwhile counts as newer. */
const BUILD_STAMP = at('dist/.built');

/** Runs `prisma generate` when the generated client is not of this schema. */
export function generate() {
  const prisma = JSON.parse(readFileSync(at('node_modules/prisma/package.json'), 'utf8'));
  const stamp = createHash('sha256').update(prisma.version).update(readFileSync(SCHEMA)).digest('hex');
  const stampFile = join(GENERATED, '.schema-hash');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  run([at('node_modules/prisma/build/index.js'), 'generate', '--schema', SCHEMA, '--no-hints'], {
    // Generating needs no engine binary, but the command looks for one and would download it: any existing file will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  });
  writeFileSync(stampFile, stamp);
}

export function build({ ifStale = false } = {}) {
  if (ifStale && !isStale()) return;
  console.error('Building …');
  generate();
  // Built beside and moved into place, so that a failed build leaves the old one and two builds do not mix.
  const draft = at(`node_modules/.cache/build-${process.pid}-${Date.now()}`);
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, basename(BUILD_STAMP)), '');
  run([at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.build.json'), '--outDir', draft], {}, draft);
  for (const file of filesUnder(at('src'))) {
    if (extname(file) === '.ts' || file.startsWith(GENERATED)) continue;
    const target = join(draft, file.slice(at('src').length));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
  rmSync(at('dist'), { recursive: true, force: true });
  renameSync(draft, at('dist'));
}

function isStale() {
  if (!existsSync(BUILD_STAMP)) return true;
  const built = statSync(BUILD_STAMP).mtimeMs;
  const inputs = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'prisma/schema.prisma',
  ].map(at);
  return [...inputs, ...filesUnder(at('src'))].some((file) => existsSync(file) && statSync(file).mtimeMs > built);
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

/** @param {string[]} args @param {Record<string, string>} [environment] @param {string} [leftover] removed on failure */
function run(args, environment = {}, leftover) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status === 0) return;
  if (leftover !== undefined) rmSync(leftover, { recursive: true, force: true });
  console.error(`${stdout}${stderr}`.trim());
  process.exit(status ?? 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--generate')) generate();
  else build({ ifStale: process.argv.includes('--if-stale') });
}
