import { z } from 'zod';
import { text, url, wholeNumber } from './fields.ts';

export const storageSchema = z
  .strictObject({
    /** `null`: the embedded PostgreSQL under `dataDir`. */
    databaseUrl: url(
      'a URL such as postgresql://user:password@host:5432/database, or nothing for the embedded database',
      ['postgres', 'postgresql'],
    )
      .nullable()
      .default(null),
    /** Used by the embedded database only. Relative to the working folder. */
    dataDir: text('a folder').default('./data'),
    /** Connections per process. The embedded database always has exactly one. */
    poolSize: wholeNumber({ min: 1, max: 500, unit: 'connections' }).default(10),
  })
  .prefault({});
