/** What every change log must do: a reader that resumes sees every change once, whoever commits when. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { appendChanges } from '../../src/adapters/postgres/change-log.ts';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { createDatabase, serverPool } from '../../src/adapters/postgres/pool.ts';
import type { Change } from '../../src/domain/ports/change-bus.ts';
import { feedback, ingest } from '../support/ingests.ts';
import { changeOf, userRef } from '../support/states.ts';
import { createServerDatabase, eachStore } from '../support/stores.ts';

eachStore('change log', (stores) => {
  it('returns what ingestion reported, in its order, page by page, and only to its tenant', async () => {
    expect(await stores().changeLog.head('acme')).toBeNull();
    const written = [];
    for (let step = 0; step < 5; step++) {
      const refs = [userRef(`log-${step}`), userRef(`log-${step}-b`)];
      written.push(...(await ingest(stores().evidence, { signals: [feedback(`log-${step}`, refs)], refs })).changes);
    }
    expect(await stores().changeLog.after('acme', null, 100)).toEqual(written);
    expect(await stores().changeLog.head('acme')).toBe(written.at(-1)?.position);
    const paged = [];
    for (let position: string | null = null; ;) {
      const page = await stores().changeLog.after('acme', position, 3);
      if (page.length === 0) break;
      paged.push(...page);
      position = page.at(-1)?.position ?? null;
    }
    expect(paged).toEqual(written);
    expect(await stores().changeLog.after('other', null, 100)).toEqual([]);
  });

  it.each(['', 'x', '-1', '1.5', '1e3', '1;', '9999999999999999999', '1\u0000', ' 1', '0x1'])(
    'refuses the position %j',
    async (position) => {
      await expect(stores().changeLog.after('acme', position, 1)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );
});

describe('change log (server, transactions that overlap)', () => {
  it('lets no later change appear before an earlier one that has yet to commit', async () => {
    const database = await createServerDatabase();
    const stores = await openPostgres({ ...database, poolSize: 4 });
    const pool = serverPool(database.databaseUrl, 2);
    onTestFinished(async () => {
      await pool.end();
      await stores.close();
      await database.remove();
    });
    const { position: _position, ...slowChange } = changeOf(userRef('slow'), 1);
    const [written, mayCommit] = [gate(), gate()];
    const slow = createDatabase(pool).transaction(async (session) => {
      await appendChanges(session, [slowChange]);
      written.open();
      await mayCommit.opened;
    });
    await written.opened;
    const ref = userRef('fast');
    const fast = ingest(stores.evidence, { signals: [feedback('fast', [ref])], refs: [ref] });
    // The fast one has done all its work when it waits for its place in the log.
    await vi.waitFor(async () => {
      const waiting = await pool.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      expect(waiting.rowCount).toBe(1);
    });
    expect(await stores.changeLog.after('acme', null, 10)).toEqual([]);
    expect(await stores.changeLog.head('acme')).toBeNull();
    mayCommit.open();
    await Promise.all([slow, fast]);
    expect((await stores.changeLog.after('acme', null, 10)).map(({ entity }) => entity.id)).toEqual(['slow', 'fast']);
  });

  it('shows a reader that follows it every change once, while many writers commit', async () => {
    const database = await createServerDatabase();
    const stores = await openPostgres({ ...database, poolSize: 8 });
    onTestFinished(async () => {
      await stores.close();
      await database.remove();
    });
    const writers = Array.from({ length: 60 }, (_, index) => {
      const refs = [userRef(`w-${index}`), userRef(`shared-${index % 7}`)];
      return ingest(stores.evidence, { signals: [feedback(`w-${index}`, refs)], refs });
    });
    let writing = true;
    const all = Promise.all(writers).finally(() => {
      writing = false;
    });
    const seen: string[] = [];
    for (let position: string | null = null; ;) {
      const last: boolean = !writing;
      const page: readonly Change[] = await stores.changeLog.after('acme', position, 5);
      seen.push(...page.map((change) => change.position));
      position = page.at(-1)?.position ?? position;
      if (last && page.length === 0) break;
    }
    const positions = (await all).flatMap(({ changes }) => changes.map((change) => change.position));
    expect(new Set(seen)).toEqual(new Set(positions));
    expect(seen).toHaveLength(120);
  });
});

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
