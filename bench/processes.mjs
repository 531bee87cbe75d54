/**
 * Programs under measurement, each pinned to one core with `taskset` (util-linux): servers on core 0, load on core 1,
 * so that the load generator takes nothing from what it measures. All are ended with this process.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

const STOP_TIMEOUT_MS = 20_000;
const STDERR_LINES_MAX = 40;
const running = new Set();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Starts a server; resolves when a line of its output matches `ready`, with that match. */
export async function startPinned({ core, command, args, env = {}, ready, ...options }) {
  const child = spawn('taskset', ['-c', String(core), command, ...args], {
    cwd: ROOT,
    ...options,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const exited = once(child, 'exit').finally(() => running.delete(child));
  const errors = [];
  const match = await new Promise((resolve, reject) => {
    const look = (line) => {
      const found = ready.exec(line);
      if (found) resolve(found);
    };
    createInterface({ input: child.stdout }).on('line', look);
    createInterface({ input: child.stderr }).on('line', (line) => {
      errors.push(line);
      if (errors.length > STDERR_LINES_MAX) errors.shift();
      look(line);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} ended before it was ready:\n${errors.join('\n')}`)));
  });
  return {
    match,
    pid: child.pid,
    async stop(signal = 'SIGTERM') {
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.kill(signal);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Runs a program to its end and resolves with its output; rejects when it fails. */
export async function runPinned({ core, command, args, env = {} }) {
  const child = spawn('taskset', ['-c', String(core), command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const [status] = await once(child, 'close');
  running.delete(child);
  if (status !== 0) throw new Error(`${command} failed (${status}):\n${output}`);
  return output;
}

export function isInstalled(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
}

/** A loopback port that nothing listens on right now. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

const QUIET_MS = 300;
const TICK_MS = 10;

/**
 * Seconds until the process uses next to no processor time: what it put off during one measurement must not be paid
 * for by the next one.
 */
export async function settle(pid, { timeoutSeconds = 120 } = {}) {
  const started = performance.now();
  for (;;) {
    const before = cpuMs(pid);
    await sleep(QUIET_MS);
    const used = (cpuMs(pid) - before) / QUIET_MS;
    const seconds = (performance.now() - started - QUIET_MS) / 1000;
    if (used < 0.1) return seconds;
    if (seconds > timeoutSeconds) throw new Error(`Process ${pid} is still busy after ${timeoutSeconds} s.`);
  }
}

/** User and system time of all threads of a process in milliseconds, by tens. Hardly depends on what else is running. */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
