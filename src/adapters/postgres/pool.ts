/** The one pool of a store, and how statements run on it. */
import pg from 'pg';
import type { Embedded } from './embedded.ts';
import { asTrustError, isConnectionLoss } from './failures.ts';

export interface Statement {
  /** Named statements are prepared once a connection. The same name must always go with the same text. */
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Session {
  rows<Row>(statement: Statement): Promise<readonly Row[]>;
}

export interface Database extends Session {
  readonly pool: pg.Pool;
  /** Commits what `work` did, or nothing when it rejects. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

const BIGINT_OID = 20;

/** bigint columns hold epoch milliseconds, revisions and serials, all far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
};

export function serverPool(databaseUrl: string, poolSize: number): pg.Pool {
  return new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    types,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'trust-scoring-engine',
  });
}

/** Exactly one connection: all connections to the embedded engine share a session. */
export function embeddedPool(embedded: Embedded): pg.Pool {
  return new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    types,
    user: 'postgres',
    database: 'postgres',
    stream: () => embedded.connect(),
  });
}

export function createDatabase(pool: pg.Pool): Database {
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {});

  return {
    pool,
    rows: (statement) => withClient(pool, (client) => run(client, statement)),
    transaction: (work) =>
      withClient(pool, async (client) => {
        await client.query('BEGIN');
        try {
          const result = await work({ rows: (statement) => run(client, statement) });
          await client.query('COMMIT');
          return result;
        } catch (error) {
          // A broken connection has rolled back already; the first error is the one to report.
          await client.query('ROLLBACK').catch(() => {});
          throw error;
        }
      }),
  };
}

async function run<Row>(client: pg.PoolClient, { name, text, values }: Statement): Promise<readonly Row[]> {
  const result = await client.query<Row & pg.QueryResultRow>({
    name,
    text,
    values: values === undefined ? [] : [...values],
  });
  return result.rows;
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    throw asTrustError(error);
  }
  // An error event on a client in use is also delivered to its running query.
  const ignore = () => {};
  client.on('error', ignore);
  let broken = false;
  try {
    return await work(client);
  } catch (error) {
    broken = isConnectionLoss(error);
    throw asTrustError(error);
  } finally {
    client.off('error', ignore);
    // `pool.query` would drop the connection after every SQL error, with all its prepared statements.
    client.release(broken);
  }
}
