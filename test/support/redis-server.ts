/** A Redis server of a test's own, for tests that stop, freeze or spoil it. No persistence, loopback, a free port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';

export interface RedisServer {
  readonly port: number;
  /** `database` 0 to 15. */
  url(database?: number): string;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  /** Stops it from answering without closing a connection, until `thaw`. */
  freeze(): void;
  thaw(): void;
}

/** `cluster`: as a node of a cluster, which has no slots yet. */
export async function startRedisServer(
  options: { readonly port?: number; readonly cluster?: boolean } = {},
): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  const folder = await mkdtemp(join(tmpdir(), 'trust-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  if (options.cluster === true) {
    args.push('--cluster-enabled', 'yes', '--cluster-port', String(await freePort()));
    args.push('--cluster-announce-ip', '127.0.0.1');
  }
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  // A test process that dies of an error must not leave its servers behind.
  const endWithParent = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithParent);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('redis-server ended before it was ready.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    port,
    url: (database = 0) => `redis://127.0.0.1:${port}/${database}`,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
      process.off('exit', endWithParent);
      await rm(folder, { recursive: true, force: true });
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
