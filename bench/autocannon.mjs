/** The load generator where wrk is not installed, as a process of its own so that it can be pinned. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const [url, path, file, connections, seconds] = process.argv.slice(2);
const bodies = readFileSync(file, 'utf8').trimEnd().split('\n');
const headers = { 'content-type': 'application/json' };
const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  requests: bodies.map((body) => ({ method: 'POST', path, headers, body })),
});
const { p50, p97_5, p99 } = result.latency;
console.log(
  JSON.stringify({
    requests: result.requests.total,
    seconds: result.duration,
    p50Ms: p50,
    // It keeps no 95th percentile; the next one it keeps is never smaller.
    p95Ms: p97_5,
    p99Ms: p99,
    failed: result.errors + result.timeouts + result.non2xx,
  }),
);
