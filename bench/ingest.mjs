/**
 * How many signals the engine takes in per second through HTTP, each acknowledged after its commit: on the embedded
 * store and on a PostgreSQL server. Run: `npm run bench:ingest` (needs a build).
 */
import { fileURLToPath } from 'node:url';
import { startEngine } from './engine.mjs';
import { readOptions, record } from './measure.mjs';
import { summarise, withCost } from './load.mjs';
import { startPostgres } from './postgres.mjs';
import { LOAD_CORE, runPinned, settle } from './processes.mjs';

const { seconds, rounds, only, dryRun } = readOptions({ seconds: 8, rounds: 3 });
const PEOPLE = 1_000;
const WARM_UP_SIGNALS = 2_000;
const CLIENT = fileURLToPath(new URL('ingest-client.mjs', import.meta.url));
const SHAPES = [100, 1_000].flatMap((batch) => [1, 8].map((clients) => ({ batch, clients })));

const results = {};
let runs = 0;
if ('embedded'.includes(only)) {
  const engine = await startEngine();
  await measure('embedded', engine);
  await engine.stop();
}
const postgres = 'PostgreSQL'.includes(only) ? await startPostgres() : null;
if (postgres !== null) {
  const engine = await startEngine({ databaseUrl: postgres.url });
  await measure('PostgreSQL', engine);
  await engine.stop();
  await postgres.stop();
}
record('ingest', results, {
  dryRun,
  command: 'npm run bench:ingest',
  setup: { people: PEOPLE, seconds, rounds, postgresql: 'its own defaults, on the core of the load' },
});

async function measure(store, engine) {
  // The size of a run follows from the rate of the one before it.
  let rate = (await send(engine, { total: WARM_UP_SIGNALS, batch: 100, clients: 4 })).perSecond;
  const done = SHAPES.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { batch, clients }] of SHAPES.entries()) {
      await settle(engine.pid);
      const batches = Math.max(clients * 2, Math.ceil((rate * seconds) / batch));
      const measured = await withCost(engine.pid, () => send(engine, { total: batches * batch, batch, clients }));
      rate = measured.perSecond;
      done[index].push(measured);
    }
  }
  for (const [index, { batch, clients }] of SHAPES.entries()) {
    const name = `${store}, batches of ${batch}, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
    results[name] = summarise(done[index]);
    console.error(`${name}: ${JSON.stringify(results[name])}`);
  }
}

async function send(engine, shape) {
  runs += 1;
  const order = { url: engine.url, run: `bench-${runs}`, people: PEOPLE, ...shape };
  return JSON.parse(
    await runPinned({ core: LOAD_CORE, command: process.execPath, args: [CLIENT, JSON.stringify(order)] }),
  );
}
