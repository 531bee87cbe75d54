/** Runs the built command in a process of its own, as people do. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';

export function buildCommand(): void {
  build({ ifStale: true });
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
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/main.js'), ...args], {
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

/** For `afterAll`: ends what a failed test left behind. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGKILL');
}
