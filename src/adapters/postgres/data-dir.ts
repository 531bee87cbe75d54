/**
 * The embedded database and the folder that it has to itself. Loads nothing but the platform, so that a starting process
 * can have the database opened on its thread while the rest of the program is still being read.
 */
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataDir } from './data-dir-lock.ts';
import { startEmbedded, type Embedded } from './embedded.ts';

export interface DataDir {
  readonly embedded: Embedded;
  /** Stops the database and lets others have the folder. */
  release(): Promise<void>;
}

/** Files go under `dataDir`/postgres. Rejects with CONFLICT when another process has the folder. */
export async function openDataDir(dataDir: string, onProgress?: (text: string) => void): Promise<DataDir> {
  const unlock = await lockDataDir(dataDir);
  try {
    onProgress?.('Opening the embedded database');
    const files = join(dataDir, 'postgres');
    await mkdir(files, { recursive: true });
    // The engine makes its files readable by everyone.
    await chmod(files, 0o700);
    const embedded = await startEmbedded(files);
    return {
      embedded,
      async release() {
        await embedded.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
