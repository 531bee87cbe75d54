/** The storage room as the composition root sees it. */
import type { openPostgres } from '../adapters/postgres/open.ts';

export type Stores = Awaited<ReturnType<typeof openPostgres>>;
