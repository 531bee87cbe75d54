/** What callers hear when the database can not be reached. */
import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/adapters/postgres/open.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { ingest, feedback } from '../support/ingests.ts';
import { userRef } from '../support/states.ts';

it('rejects with UNAVAILABLE and the cause, at the start and after, whichever way a question goes', async () => {
  const server = await startPostgresServer();
  const databaseUrl = server.url('postgres');
  const stores = await openPostgres({ databaseUrl, dataDir: '', poolSize: 2 });
  onTestFinished(() => stores.close());
  await stores.ping();
  await server.stop();
  const unavailable = { code: 'UNAVAILABLE', cause: expect.any(Error) };
  const ref = userRef('ada');
  // The first one loses its connection, the next ones find none.
  for (let attempt = 0; attempt < 3; attempt++) {
    await expect(stores.ping()).rejects.toMatchObject(unavailable);
    await expect(stores.evidence.load([ref])).rejects.toMatchObject(unavailable);
  }
  await expect(ingest(stores.evidence, { signals: [feedback('s', [ref])], refs: [ref] })).rejects.toMatchObject(
    unavailable,
  );
  await expect(stores.meta.get('key')).rejects.toMatchObject(unavailable);
  await expect(stores.apiKeys.findByHash('hash')).rejects.toMatchObject(unavailable);
  await expect(openPostgres({ databaseUrl, dataDir: '', poolSize: 1 })).rejects.toMatchObject(unavailable);
});
