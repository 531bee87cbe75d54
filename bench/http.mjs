/**
 * Warm answers over HTTP: requests/s, p50 and p99 of the engine on one core, and of named peers in the same run.
 * The sides alternate, so that a slow minute of the machine falls on all of them. Run: `npm run bench:http`
 * (needs a build; Cerbos takes `npm install --prefix bench`).
 */
import { ask, counter, startEngine } from './engine.mjs';
import { applyLoad, LOAD_TOOL, summarise, withCost } from './load.mjs';
import { readOptions, record, round } from './measure.mjs';
import { startCerbos, startNodeHttp, startYoga } from './peers.mjs';
import { settle } from './processes.mjs';
import { graphql, plain, reading, toCerbos, withContext } from './questions.mjs';

const CONNECTIONS = 32;
const CALCULATE = '/api/trust-score/calculate';
const DECIDE = '/api/trust-score/policy-decision';
const { seconds, rounds, only, dryRun } = readOptions({ seconds: 5, rounds: 5 });
const WARM_UP_SECONDS = Math.min(6, 2 * seconds);

const engine = await startEngine({ demo: true });
const scenarios = [
  await scenario('calculate', CALCULATE, plain, []),
  await scenario('calculate with ip, user agent, network and authentication', CALCULATE, withContext, []),
  await scenario('policy-decision, read a document', DECIDE, reading, [cerbosSide]),
  await scenario('GraphQL trustScore with factors and indicators', '/graphql', graphql, [yogaSide]),
];

const results = {};
for (const { name, sides } of scenarios) {
  if (!name.includes(only)) continue;
  results[name] = await compare(sides);
  console.error(`${name}: ${JSON.stringify(results[name], null, 1)}`);
}
await engine.stop();
record('http', results, {
  dryRun,
  command: 'npm run bench:http',
  setup: { connections: CONNECTIONS, seconds, rounds, load: LOAD_TOOL, store: 'embedded' },
});

/** A peer of Node's own server, with a body as long as the engine's answers are on average, joins every scenario. */
async function scenario(name, path, bodies, peers) {
  const engineSide = {
    name: 'engine',
    path,
    bodies,
    start: () => Promise.resolve({ ...engine, stop: async () => {} }),
  };
  const sizes = [];
  for (const body of bodies) sizes.push(JSON.stringify(await ask(`${engine.url}${path}`, body)).length);
  const bytes = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const bare = { name: 'node:http, constant body', path: '/', bodies, start: () => startNodeHttp(bytes) };
  const others = [];
  for (const peer of peers) others.push(await peer());
  return { name, sides: [engineSide, bare, ...others] };
}

async function yogaSide() {
  const { data } = await ask(`${engine.url}/graphql`, graphql[0]);
  return {
    name: 'GraphQL Yoga and Pothos, constant object',
    path: '/graphql',
    bodies: graphql,
    start: () => startYoga(data.trustScore),
  };
}

async function cerbosSide() {
  const bodies = [];
  for (const body of plain) bodies.push(toCerbos(await ask(`${engine.url}${CALCULATE}`, body)));
  return { name: 'Cerbos CheckResources', path: '/api/check/resources', bodies, start: startCerbos };
}

async function compare(sides) {
  const started = [];
  for (const side of sides) {
    const server = await side.start();
    if (server === null) continue;
    await ask(`${server.url}${side.path}`, side.bodies[0]);
    started.push({ ...side, server, rounds: [] });
  }
  const dropped = await counter(engine.url, 'trust_rows_dropped_total');
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const { server, path, bodies, rounds: done } of started) {
      for (const other of started) await settle(other.server.pid);
      const load = { url: server.url, path, bodies, connections: CONNECTIONS };
      // The first turn warms up and is not counted.
      const duration = turn === 0 ? WARM_UP_SECONDS : seconds;
      const measured = await withCost(server.pid, () => applyLoad({ ...load, seconds: duration }));
      if (turn > 0) done.push(measured);
    }
  }
  const rowsDropped = (await counter(engine.url, 'trust_rows_dropped_total')) - dropped;
  for (const { server } of started) await server.stop();
  return report(started, rowsDropped);
}

function report(started, rowsDropped) {
  const [own, ...peers] = started.map((side) => ({ name: side.name, ...summarise(side.rounds) }));
  const putOff = started[0].rounds.map((entry) => entry.putOffSeconds);
  return {
    engine: {
      ...own,
      // Work that answers leave behind, such as writing the decision log, done after the load has ended.
      putOffSeconds: round(Math.max(...putOff), 1),
      rowsDropped,
    },
    peers,
    ratios: Object.fromEntries(peers.map((peer) => [`engine / ${peer.name}`, round(own.perSecond / peer.perSecond)])),
  };
}
