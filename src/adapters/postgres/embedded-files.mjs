/**
 * Creates the files of a new embedded database from a packaged empty one, which takes a fraction of the time that
 * PostgreSQL's own initialisation takes. The package may be of an earlier minor release than the engine: those of one
 * major release share their file format, and the engine refuses files of another.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const BLOCK = 512;
const FOLDER = '5';

/**
 * Does nothing where there is a database. The files are written beside `dataDir` and moved there when they are
 * complete, so that a process that is killed meanwhile leaves nothing that looks like a database. Throws when
 * `dataDir` holds anything else.
 *
 * @param {string} dataDir
 */
export async function createDatabaseFiles(dataDir) {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} holds files but no database; name another data directory, or move them away`);
  }
  const { dataDir: emptyDatabase } = await import('@electric-sql/pglite-prepopulatedfs');
  const archive = await emptyDatabase();
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  unpack(gunzipSync(await archive.arrayBuffer()), draft);
  if (existsSync(dataDir)) rmdirSync(dataDir);
  renameSync(draft, dataDir);
}

/**
 * Reads the plain form of tar that the package has: names of at most 100 bytes, files and folders.
 *
 * @param {Buffer} archive
 * @param {string} target
 */
function unpack(archive, target) {
  mkdirSync(target, { recursive: true, mode: 0o700 });
  let next = 0;
  while (next < archive.length && archive[next] !== 0) {
    const header = archive.subarray(next, next + BLOCK);
    const path = join(target, textAt(header, 0, 100));
    const size = Number.parseInt(textAt(header, 124, 12), 8);
    const start = next + BLOCK;
    if (textAt(header, 156, 1) === FOLDER) mkdirSync(path, { recursive: true, mode: 0o700 });
    else writeFileSync(path, archive.subarray(start, start + size), { mode: 0o600 });
    next = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

/** @param {Buffer} header @param {number} start @param {number} length */
function textAt(header, start, length) {
  const end = header.indexOf(0, start);
  return header.toString('latin1', start, end === -1 ? start + length : Math.min(end, start + length));
}
