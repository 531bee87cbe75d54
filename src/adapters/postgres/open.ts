/** Opens the store: a PostgreSQL server when there is a URL, else PostgreSQL inside this process. */
import type { ApiKeyStore } from '../../domain/ports/api-key-store.ts';
import type { ChangeLog } from '../../domain/ports/change-bus.ts';
import type { DecisionLog } from '../../domain/ports/decision-log.ts';
import type { EntityIndex } from '../../domain/ports/entity-index.ts';
import type { EvidenceStore } from '../../domain/ports/evidence-store.ts';
import type { HistoryStore } from '../../domain/ports/history-store.ts';
import type { SignalLog } from '../../domain/ports/signal-log.ts';
import { createApiKeysOnDemand } from './api-keys-on-demand.ts';
import { createChangeLog } from './change-log.ts';
import { openDataDir, type DataDir } from './data-dir.ts';
import { createDecisionLog } from './decision-log.ts';
import { createEntityIndex } from './entity-index.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { asTrustError } from './failures.ts';
import { createHistoryStore } from './history-store.ts';
import { createMetaStore, type MetaStore } from './meta-store.ts';
import { migrate } from './migrate.ts';
import { createDatabase, type Database, embeddedPool, serverPool } from './pool.ts';
import { createSignalLog } from './signal-log.ts';

export interface PostgresOptions {
  /** `null`: embedded, files under `dataDir`/postgres. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Connections to a server. The embedded engine has exactly one. */
  readonly poolSize: number;
  /** The data directory, when it is being opened already. It is released with the store, or when the store fails to open. */
  readonly opening?: Promise<DataDir>;
  /** Hears what takes long: the first start and migrations. */
  readonly onProgress?: (text: string) => void;
}

export interface PostgresStores {
  readonly evidence: EvidenceStore;
  readonly changeLog: ChangeLog;
  readonly history: HistoryStore;
  readonly decisions: DecisionLog;
  readonly signals: SignalLog;
  readonly entities: EntityIndex;
  readonly apiKeys: ApiKeyStore;
  readonly meta: MetaStore;
  /** One round trip; UNAVAILABLE when the database can not be reached. */
  ping(): Promise<void>;
  /** Waits for what runs, then gives everything back. May be called twice. */
  close(): Promise<void>;
}

/** Rejects with UNAVAILABLE when the server can not be reached, CONFLICT when another process has the data directory. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStores> {
  const { database, release } =
    options.databaseUrl === null ? await openEmbedded(options) : openServer(options.databaseUrl, options.poolSize);
  const apiKeys = createApiKeysOnDemand(database.pool);
  const close = once(async () => {
    await apiKeys.close();
    await database.pool.end();
    await release();
  });
  try {
    await migrate(database, options.onProgress);
  } catch (error) {
    await close();
    throw asTrustError(error);
  }
  return {
    evidence: createEvidenceStore(database),
    changeLog: createChangeLog(database),
    history: createHistoryStore(database),
    decisions: createDecisionLog(database),
    signals: createSignalLog(database),
    entities: createEntityIndex(database),
    apiKeys: apiKeys.store,
    meta: createMetaStore(database),
    ping: async () => {
      await database.rows({ name: 'ping', text: 'SELECT 1' });
    },
    close,
  };
}

interface Opened {
  readonly database: Database;
  release(): Promise<void>;
}

async function openEmbedded({ dataDir, opening, onProgress }: PostgresOptions): Promise<Opened> {
  const { embedded, release } = await (opening ?? openDataDir(dataDir, onProgress));
  return { database: createDatabase(embeddedPool(embedded)), release };
}

function openServer(databaseUrl: string, poolSize: number): Opened {
  return { database: createDatabase(serverPool(databaseUrl, poolSize)), release: async () => {} };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= work());
}
