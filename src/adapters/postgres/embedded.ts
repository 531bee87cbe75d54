/**
 * PostgreSQL inside this process: PGlite on a worker thread, reached by `pg` over a message port instead of a socket,
 * so that nothing else on the machine can connect to it.
 */
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

export interface Embedded {
  /** A new connection for `pg`'s `stream` option. All connections share one session: use one at a time. */
  connect(): Duplex;
  /** Checkpoints and stops. Connections still open are cut. */
  close(): Promise<void>;
}

type FromWorker =
  | { readonly kind: 'ready' | 'closed' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'opened'; readonly connection: number }
  | { readonly kind: 'data'; readonly connection: number; readonly bytes: Uint8Array };

/** Opens or creates the database in `dataDir`; `null` keeps it in memory. Rejects when it can't be opened. */
export async function startEmbedded(dataDir: string | null): Promise<Embedded> {
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: { dataDir } });
  // oxlint-disable-next-line require-post-message-target-origin -- a worker thread, not a window
  const post = (message: object) => worker.postMessage(message);
  const wires = new Map<number, Wire>();
  let connections = 0;
  let gone: Error | null = null;

  function lose(error: Error): void {
    gone ??= error;
    for (const wire of wires.values()) wire.destroy(gone);
  }
  const started = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve();
      else if (message.kind === 'opened') wires.get(message.connection)?.emit('connect');
      else if (message.kind === 'data') wires.get(message.connection)?.push(message.bytes);
      else if (message.kind === 'failed') lose(lost(message.message));
      if (message.kind === 'failed') reject(gone);
    });
    worker.on('error', (error) => {
      lose(lost(error.message));
      reject(gone);
    });
    worker.on('exit', () => {
      lose(lost('it has stopped'));
      reject(gone);
    });
  });
  await started;

  return {
    connect() {
      const connection = connections++;
      const wire = createWire(
        (message) => post({ ...message, connection }),
        () => wires.delete(connection),
      );
      if (gone === null) wires.set(connection, wire);
      else wire.destroy(gone);
      return wire;
    },
    async close() {
      if (gone !== null) return;
      const exit = once(worker, 'exit');
      post({ kind: 'close' });
      await exit;
    },
  };
}

type ToWorker = { readonly kind: 'open' | 'end' } | { readonly kind: 'data'; readonly bytes: Uint8Array };
type Wire = Duplex;

/** `pg` writes whole protocol messages, so every write can go to the engine as it is. */
function createWire(post: (message: ToWorker) => void, onClose: () => void): Wire {
  const wire = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      if (!isTerminate(chunk)) post({ kind: 'data', bytes: chunk });
      done();
    },
    writev(chunks, done) {
      post({ kind: 'data', bytes: Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)) });
      done();
    },
    final(done) {
      done();
      wire.push(null);
    },
    destroy(error, done) {
      onClose();
      post({ kind: 'end' });
      done(error);
    },
  });
  // What `pg` expects of a socket beyond a Duplex.
  return Object.assign(wire, {
    connect: () => {
      post({ kind: 'open' });
      return wire;
    },
    setNoDelay: () => wire,
    setKeepAlive: () => wire,
    ref: () => wire,
    unref: () => wire,
  });
}

/** Terminate (`X`) would end the engine's only session. */
function isTerminate(chunk: Buffer): boolean {
  return chunk.length === 5 && chunk[0] === 0x58;
}

function lost(reason: string): Error {
  return Object.assign(new Error(`the embedded database is gone: ${reason}`), { code: 'ECONNRESET' });
}
