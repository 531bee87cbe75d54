/** Load from a pinned process: wrk where it is installed, since it takes least of its core; else autocannon. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, round } from './measure.mjs';
import { cpuMs, isInstalled, LOAD_CORE, runPinned, settle } from './processes.mjs';

export const LOAD_TOOL = isInstalled('wrk') ? 'wrk' : 'autocannon';
const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * As many POST requests as `connections` callers get answered in `seconds`, each asking anew once it has its answer;
 * the bodies are sent in turn. Latencies are therefore those of a saturated server.
 * @returns `{ perSecond, p50Ms, p95Ms, p99Ms, requests }`; throws when any request failed.
 */
export async function applyLoad({ url, path, bodies, connections = 32, seconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'trust-load-'));
  const file = join(folder, 'bodies');
  writeFileSync(file, `${bodies.map((body) => JSON.stringify(body)).join('\n')}\n`);
  try {
    const output = await runPinned({
      core: LOAD_CORE,
      ...(LOAD_TOOL === 'wrk'
        ? {
            command: 'wrk',
            args: ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '30s', '-s', script('wrk.lua'), url],
            env: { BENCH_BODIES: file, BENCH_PATH: path },
          }
        : {
            command: process.execPath,
            args: [script('autocannon.mjs'), url, path, file, String(connections), String(seconds)],
          }),
    });
    const result = JSON.parse(output.trimEnd().split('\n').at(-1));
    if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests to ${path} failed.`);
    const { requests, p50Ms, p95Ms, p99Ms } = result;
    return { perSecond: requests / result.seconds, p50Ms, p95Ms, p99Ms, requests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What `work`, which resolves with `{ requests }`, costs a server in processor time, until all that it put off is done.
 * @returns what `work` did, with `cpuMicros` a request and `putOffSeconds` that the server went on after the end.
 */
export async function withCost(pid, work) {
  const before = cpuMs(pid);
  const measured = await work();
  const putOffSeconds = await settle(pid);
  return { ...measured, putOffSeconds, cpuMicros: ((cpuMs(pid) - before) * 1_000) / measured.requests };
}

/** Medians over rounds, with the rates of the single rounds beside them: their spread shows how quiet the machine was. */
export function summarise(rounds) {
  const middle = (field) => median(rounds.map((entry) => entry[field]));
  return {
    perSecond: Math.round(middle('perSecond')),
    p50Ms: round(middle('p50Ms')),
    p95Ms: round(middle('p95Ms')),
    p99Ms: round(middle('p99Ms')),
    cpuMicros: round(middle('cpuMicros'), 1),
    rounds: rounds.map(({ perSecond }) => Math.round(perSecond)),
  };
}
