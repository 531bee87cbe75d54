/**
 * The thread that runs the embedded PostgreSQL (PGlite blocks its thread while a query runs).
 * Plain JavaScript, because a worker is loaded by path and the same path has to work from `src` and from `dist`.
 *
 * In:  { kind: 'open', connection } | { kind: 'data', connection, bytes } | { kind: 'end', connection } | { kind: 'close' }
 * Out: { kind: 'ready' } | { kind: 'failed', message } | { kind: 'opened' | 'closed', connection? } | { kind: 'data', connection, bytes }
 *
 * `bytes` are whole messages of the PostgreSQL wire protocol. All connections share one session, so what an earlier
 * one left behind (open transaction, prepared statements, settings) is cleared before the next one starts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { createDatabaseFiles } from './embedded-files.mjs';

/** @type {import('node:worker_threads').MessagePort} */
const port = parentPort;
/** @type {PGlite | undefined} */
let database;
let live = -1;

const steps = {
  async open({ connection }) {
    await database.exec('ROLLBACK');
    await database.exec('DISCARD ALL');
    live = connection;
    port.postMessage({ kind: 'opened', connection });
  },
  async data({ connection, bytes }) {
    if (connection !== live) return;
    const chunks = [];
    // The view passed in is into the engine's memory and is only valid during the call.
    await database.execProtocolRawStream(bytes, { onRawData: (view) => chunks.push(Buffer.from(view)) });
    const answer = new Uint8Array(Buffer.concat(chunks));
    port.postMessage({ kind: 'data', connection, bytes: answer }, [answer.buffer]);
  },
  async end({ connection }) {
    if (connection !== live) return;
    live = -1;
    await database.exec('ROLLBACK');
  },
  async close() {
    await database.close();
    port.postMessage({ kind: 'closed' });
    port.close();
  },
};

let queue = Promise.resolve();
try {
  if (workerData.dataDir !== null) await createDatabaseFiles(workerData.dataDir);
  database = await PGlite.create({ dataDir: workerData.dataDir ?? 'memory://' });
  port.on('message', (message) => {
    queue = queue.then(() => steps[message.kind](message)).catch(fail);
  });
  port.postMessage({ kind: 'ready' });
} catch (error) {
  fail(error);
}

/** The engine does not survive an exception of its own (SQL errors are answers, not exceptions). */
function fail(error) {
  port.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
