/** What the benchmarks share: medians over rounds, and results recorded with date and machine. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Read before anything is started: what else this machine was doing. */
const LOAD_AT_START = round(loadavg()[0]);
const TIMES_AT_START = processorTimes();

/** Total and stolen time of all processors since boot, in ticks: `null` where the system does not tell. */
function processorTimes() {
  try {
    const ticks = readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/).slice(1, 9).map(Number);
    return { total: ticks.reduce((sum, value) => sum + value, 0), stolen: ticks[7] };
  } catch {
    return null;
  }
}

/** Share of the run in which the host of a virtual machine gave its processors to somebody else. */
function stolenPercent() {
  const now = processorTimes();
  if (now === null || TIMES_AT_START === null) return null;
  return round((100 * (now.stolen - TIMES_AT_START.stolen)) / (now.total - TIMES_AT_START.total), 1);
}

/** Microseconds per call: the median over rounds, with the fastest and the 99th percentile beside it. */
export function timePerCall(call, { calls = 2_000, rounds = 60, warmUp = 10_000 } = {}) {
  for (let i = 0; i < warmUp; i += 1) call(i);
  const perCall = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = process.hrtime.bigint();
    for (let i = 0; i < calls; i += 1) call(i);
    perCall.push(Number(process.hrtime.bigint() - started) / 1_000 / calls);
  }
  perCall.sort((a, b) => a - b);
  return { median: round(quantile(perCall, 0.5)), min: round(perCall[0]), p99: round(quantile(perCall, 0.99)) };
}

export function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `--seconds` a measurement takes, `--rounds` of it, `--dry-run` to print without recording. */
export function readOptions(defaults) {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: String(defaults.seconds) },
      rounds: { type: 'string', default: String(defaults.rounds) },
      only: { type: 'string', default: '' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  return {
    seconds: Number(values.seconds),
    rounds: Number(values.rounds),
    /** Part of the name of what to measure; empty is everything. */
    only: values.only,
    // A part of the measurements must not replace a record of all of them.
    dryRun: values['dry-run'] || values.only !== '',
  };
}

export function round(value, digits = 2) {
  return Number(value.toFixed(digits));
}

/** Writes `bench/results/<name>.json` and prints the same. `about` says how it was measured. */
export function record(name, results, { dryRun = false, ...about } = {}) {
  const cpu = cpus()[0]?.model ?? 'unknown';
  const entry = {
    benchmark: name,
    date: new Date().toISOString(),
    machine: { cpu, cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    loadAtStart: LOAD_AT_START,
    stolenPercent: stolenPercent(),
    ...about,
    results,
  };
  if (dryRun) {
    console.log(JSON.stringify(entry, null, 2));
    return;
  }
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(entry, null, 2)}\n`);
  console.log(JSON.stringify(entry, null, 2));
}
