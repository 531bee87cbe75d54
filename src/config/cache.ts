import { z } from 'zod';
import { url, wholeNumber } from './fields.ts';

export const cacheSchema = z
  .strictObject({
    /** `null`: states are cached in the process only, and changes are announced in the process only. */
    redisUrl: url(
      'a URL such as redis://localhost:6379/4 (rediss:// for TLS), or nothing for the memory of the process',
      ['redis', 'rediss'],
    )
      .nullable()
      .default(null),
    ttlSeconds: wholeNumber({ min: 1, max: 86_400, unit: 'seconds' }).default(300),
    /** Entities whose state is kept in the process. */
    maxEntries: wholeNumber({ min: 1, max: 10_000_000, unit: 'entities' }).default(50_000),
  })
  .prefault({});
