/** Runs the built command in a process of its own, as people do. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

/** Inside node_modules, so that packages are found from there. */
const CACHE = join(process.cwd(), 'node_modules/.cache/trust-test');
let copy: string | null = null;

/** A copy of the build, so that building anew meanwhile does not pull it away. */
export function buildCommand(): void {
  build({ ifStale: true });
  mkdirSync(CACHE, { recursive: true });
  copy = mkdtempSync(join(CACHE, 'command-'));
  cpSync('dist', join(copy, 'dist'), { recursive: true });
  for (const name of ['package.json', 'prisma']) symlinkSync(join(process.cwd(), name), join(copy, name));
}

export interface RunningCommand {
  readonly process: ChildProcess;
  /** Resolves with the first match of the pattern in what was printed so far; rejects when the process ends first. */
  output(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

const running = new Set<ChildProcess>();

export function startCommand(args: readonly string[], environment: Environment = {}): RunningCommand {
  const { PATH = '', HOME = '' } = process.env;
  if (copy === null) throw new Error('Call buildCommand in beforeAll first.');
  const child = spawn(process.execPath, [join(copy, 'dist/main.js'), ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  let isOver = false;
  const waiting = new Set<() => void>();
  const wake = (): void => waiting.forEach((look) => look());
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    wake();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    wake();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      isOver = true;
      wake();
      resolve({ code, stdout, stderr });
    });
  });
  return {
    process: child,
    ended,
    output: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(stdout + stderr);
          if (found === null && !isOver) return;
          waiting.delete(look);
          if (found === null) reject(new Error(`ended without ${String(pattern)}:\n${stdout}${stderr}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}

export function runCommand(args: readonly string[], environment: Environment = {}): Promise<Ended> {
  return startCommand(args, environment).ended;
}

/** For `afterEach`: ends what a failed test left behind. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** For `afterAll`. */
export function removeCommand(): void {
  endCommands();
  if (copy !== null) rmSync(copy, { recursive: true, force: true });
  copy = null;
}
