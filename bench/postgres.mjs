/**
 * A PostgreSQL server of the benchmark's own, as its package sets it up: commits reach the disk before they are
 * acknowledged. It runs on the core of the load, so that the engine has the other one for itself.
 */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort, LOAD_CORE, startPinned } from './processes.mjs';

/** @returns `{ url, stop }`; `null` when PostgreSQL is not installed. */
export async function startPostgres() {
  const programs = findPrograms();
  if (programs === null) {
    console.error('Skipped: PostgreSQL is not installed (Debian package postgresql).');
    return null;
  }
  const folder = mkdtempSync(join(tmpdir(), 'trust-bench-postgres-'));
  const account = serverAccount();
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const env = { LC_ALL: 'C.UTF-8' };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], {
    ...account,
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: folder };
  const server = await startPinned({
    ...account,
    core: LOAD_CORE,
    cwd: folder,
    env,
    command: join(programs, 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ready: /database system is ready to accept connections/,
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const installed = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...installed.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** The server refuses to run as root; Debian's package brings the account `postgres`. `null`: run as whoever we are. */
function serverAccount() {
  if (process.getuid?.() !== 0) return null;
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
