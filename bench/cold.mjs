/**
 * Answers about entities that no cache holds, on a PostgreSQL server: every question costs a read of the store.
 * The near cache holds one entity, and the questions go round thousands. Run: `npm run bench:cold` (needs a build).
 */
import { fileURLToPath } from 'node:url';
import { ask, counter, startEngine } from './engine.mjs';
import { applyLoad, LOAD_TOOL, summarise, withCost } from './load.mjs';
import { readOptions, record } from './measure.mjs';
import { startPostgres } from './postgres.mjs';
import { LOAD_CORE, runPinned, settle } from './processes.mjs';

const { seconds, rounds, only, dryRun } = readOptions({ seconds: 5, rounds: 5 });
const PEOPLE = 2_000;
const SIGNALS_EACH = 12;
const BULK = 10;
const CALCULATE = '/api/trust-score/calculate';
/** Reads are found in a cache by accident only: when a person is asked about twice in a row. */
const HITS_MAX = 0.001;

const postgres = await startPostgres();
if (postgres === null) process.exit(0);
const engine = await startEngine({
  databaseUrl: postgres.url,
  settings: 'cache: { maxEntries: 1, ttlSeconds: 1 }',
});
const order = { url: engine.url, run: 'seed', total: PEOPLE * SIGNALS_EACH, batch: 500, clients: 2, people: PEOPLE };
const client = fileURLToPath(new URL('ingest-client.mjs', import.meta.url));
await runPinned({ core: LOAD_CORE, command: process.execPath, args: [client, JSON.stringify(order)] });

/** Far from the order of insertion, so that neighbours in a batch are no neighbours on disk. */
const ids = Array.from({ length: PEOPLE }, (_, i) => `person-${(i * 769) % PEOPLE}`);
const singles = ids.map((id) => ({ entity_id: id }));
const bulks = Array.from({ length: PEOPLE / BULK }, (_, i) => ({
  requests: ids.slice(i * BULK, (i + 1) * BULK).map((id) => ({ entity_id: id })),
}));
const shapes = [
  { name: 'calculate, 1 connection', path: CALCULATE, bodies: singles, connections: 1 },
  { name: 'calculate, 32 connections', path: CALCULATE, bodies: singles, connections: 32 },
  { name: `bulk of ${BULK}, 1 connection`, path: '/api/trust-score/bulk', bodies: bulks, connections: 1 },
  { name: `bulk of ${BULK}, 32 connections`, path: '/api/trust-score/bulk', bodies: bulks, connections: 32 },
].filter(({ name }) => name.includes(only));

const known = await ask(`${engine.url}${CALCULATE}`, singles[0]);
if (known.revision < SIGNALS_EACH / 2) throw new Error(`The entities were not seeded: ${JSON.stringify(known)}`);
const before = await cacheReads();
const done = shapes.map(() => []);
for (let turn = 0; turn <= rounds; turn += 1) {
  for (const [index, { name: _, ...load }] of shapes.entries()) {
    await settle(engine.pid);
    const duration = turn === 0 ? Math.min(3, seconds) : seconds;
    const measured = await withCost(engine.pid, () => applyLoad({ url: engine.url, ...load, seconds: duration }));
    // The first turn warms up and is not counted.
    if (turn > 0) done[index].push(measured);
  }
}
const after = await cacheReads();
const hits = (after.hits - before.hits) / (after.all - before.all);
if (hits > HITS_MAX) throw new Error(`${hits} of the answers came from the cache: this measures nothing cold.`);
await engine.stop();
await postgres.stop();

record('cold', Object.fromEntries(shapes.map(({ name }, index) => [name, summarise(done[index])])), {
  dryRun,
  command: 'npm run bench:cold',
  setup: {
    entities: PEOPLE,
    signalsEach: SIGNALS_EACH,
    seconds,
    rounds,
    load: LOAD_TOOL,
    postgresql: 'its own defaults, on the core of the load',
  },
});

async function cacheReads() {
  return {
    hits: await counter(engine.url, 'trust_cache_hits_total', 'result="hit"'),
    all: await counter(engine.url, 'trust_cache_hits_total'),
  };
}
