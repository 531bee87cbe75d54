/**
 * Sends a number of signals in batches over so many connections, each sending its next batch once the last one is
 * answered, and prints how long that took. Batches are made before the clock starts. A process of its own, to be pinned.
 */
import { Agent, request } from 'node:http';
import { quantile } from './measure.mjs';
import { signal } from './signals.mjs';

const { url, run, total, batch, clients, people } = JSON.parse(process.argv[2]);
const time = Date.now() - 60_000;
const bodies = Array.from({ length: Math.ceil(total / batch) }, (_, b) =>
  Buffer.from(
    JSON.stringify(Array.from({ length: batch }, (_, i) => signal(run, b * batch + i, { people, time: time + b }))),
  ),
);

const agent = new Agent({ keepAlive: true, maxSockets: clients });
const latencies = [];
let accepted = 0;
let next = 0;
const started = performance.now();
await Promise.all(Array.from({ length: clients }, client));
const elapsed = (performance.now() - started) / 1000;
agent.destroy();

if (accepted !== bodies.length * batch) throw new Error(`${accepted} of ${bodies.length * batch} were accepted.`);
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    requests: accepted,
    perSecond: accepted / elapsed,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
  }),
);

async function client() {
  for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
    const sent = performance.now();
    const count = await post(body);
    accepted += count;
    latencies.push(performance.now() - sent);
  }
}

/** Resolves with the number of accepted signals. */
function post(body) {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/api/signals`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text).summary.accepted);
        else reject(new Error(`${response.statusCode} ${text}`));
      });
    });
    sending.on('error', reject).end(body);
  });
}
