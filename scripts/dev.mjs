/** Compiles on every change and restarts the engine, on the embedded database. Ctrl-C stops both. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
build();
const compiler = start([
  'node_modules/typescript/bin/tsc',
  '-p',
  'tsconfig.build.json',
  '--watch',
  '--preserveWatchOutput',
]);
const engine = start(['--watch', '--enable-source-maps', 'dist/main.js', 'serve', ...process.argv.slice(2)]);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    compiler.kill(signal);
    engine.kill(signal);
  });
}
engine.on('exit', () => compiler.kill());

function start(args) {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}
