/** What is measured beside the engine in the same run, each a server of its own on the same core. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, SERVER_CORE, startPinned } from './processes.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const CERBOS = here('node_modules/@cerbos/cerbos-linux-x64/cerbos-linux-x64');

/** Node's HTTP server with a constant body of `bytes`. */
export function startNodeHttp(bytes) {
  return startScript('peers/node-http.mjs', String(Math.round(bytes)));
}

/** Stock GraphQL Yoga and Pothos, answering `trustScore` with one constant object. */
export function startYoga(trustScore) {
  return startScript('peers/graphql-yoga.mjs', JSON.stringify(trustScore));
}

async function startScript(path, argument) {
  const { match, ...server } = await startPinned({
    core: SERVER_CORE,
    command: process.execPath,
    args: [here(path), argument],
    env: { NODE_ENV: 'production' },
    ready: /listening on (\S+)/,
  });
  return { ...server, url: match[1] };
}

/** Cerbos' decision server with one small policy, on one processor; `null` when it is not installed. */
export async function startCerbos() {
  if (!existsSync(CERBOS)) {
    console.error('Skipped: Cerbos is not installed (npm install --prefix bench).');
    return null;
  }
  const [http, grpc] = [await freePort(), await freePort()];
  const settings = {
    'server.httpListenAddr': `127.0.0.1:${http}`,
    'server.grpcListenAddr': `127.0.0.1:${grpc}`,
    'storage.driver': 'disk',
    'storage.disk.directory': join(here('peers/cerbos/policies')),
    'storage.disk.watchForChanges': false,
    'telemetry.disabled': true,
  };
  const { match: _, ...server } = await startPinned({
    core: SERVER_CORE,
    command: CERBOS,
    args: ['server', ...Object.entries(settings).map(([key, value]) => `--set=${key}=${value}`)],
    env: { GOMAXPROCS: '1' },
    ready: /Starting HTTP server/,
  });
  return { ...server, url: `http://127.0.0.1:${http}` };
}
