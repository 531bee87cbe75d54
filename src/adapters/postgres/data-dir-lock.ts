/**
 * One process per embedded data directory: two PGlite engines on the same files destroy them.
 * The lock names its holder by process id and start time, so that a crash, or a container in which every process has
 * the same id, never leaves a lock that nobody can open. It does not see processes of other machines or containers.
 */
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrustError } from '../../domain/errors.ts';

const LOCK = 'postgres.lock';

/** Takes the lock, or rejects with CONFLICT naming the process that has it. Call the result to give it back. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, LOCK);
  const mine = `${process.pid} ${await startOf(process.pid)}`;
  const draft = `${path}.${process.pid}.${process.hrtime.bigint()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    // A link is atomic and comes with its content, so nobody ever reads a half-written lock.
    while (!(await linked(draft, path))) await removeIfStale(path, dataDir);
  } finally {
    await rm(draft, { force: true });
  }
  return () => rm(path, { force: true });
}

async function removeIfStale(path: string, dataDir: string): Promise<void> {
  const holder = await readFile(path, 'utf8').catch(() => null);
  if (holder === null) return;
  if (await isAlive(holder)) {
    throw new TrustError(
      'CONFLICT',
      `The data directory ${dataDir} is in use by process ${holder.split(' ')[0]}. Stop it first, or set DATABASE_URL to share a database.`,
    );
  }
  const aside = `${path}.stale.${process.pid}`;
  await rename(path, aside).catch(() => null);
  // Someone else may have replaced the stale lock between reading and renaming: theirs goes back.
  if ((await readFile(aside, 'utf8').catch(() => holder)) !== holder) await linked(aside, path);
  await rm(aside, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAlive(holder: string): Promise<boolean> {
  const [pid = '', start = ''] = holder.split(' ');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = await startOf(Number(pid));
  return start === 'unknown' || now === 'unknown' || now === start;
}

/** Start time in kernel ticks where /proc tells (Linux). */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22; the command name before it is in parentheses and may hold spaces.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
}
