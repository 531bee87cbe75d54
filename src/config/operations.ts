/** The small concerns, a few settings each. */
import { z } from 'zod';
import { addressRanges, choice, text, wholeNumber } from './fields.ts';

export const tenantSchema = z
  .strictObject({
    /** The tenant of callers on this machine without a key, and of TRUST_ADMIN_KEY. */
    default: text('1 to 64 letters, digits, ".", "_" or "-"', /^[\w.-]{1,64}$/u).default('default'),
  })
  .prefault({});

export const policiesSchema = z
  .strictObject({
    /** A folder of rule files, or one file. Relative to the working folder. */
    path: text('a folder or a file').default('config/policies'),
  })
  .prefault({});

export const ingestSchema = z
  .strictObject({
    maxBatch: wholeNumber({ min: 1, max: 10_000, unit: 'signals' }).default(1000),
    /** A signal dated further ahead than this is rejected. */
    maxFutureSeconds: wholeNumber({ min: 0, max: 86_400, unit: 'seconds' }).default(300),
    /** A signal older than this is rejected. */
    maxAgeDays: wholeNumber({ min: 1, max: 3650, unit: 'days' }).default(400),
  })
  .prefault({});

export const networkSchema = z
  .strictObject({
    /** Ranges of the organisation's own network. */
    corporateCidrs: addressRanges(),
    /** Where VPNs and proxies of the organisation leave to the internet; never taken as a person's place. */
    egressCidrs: addressRanges(),
    /** A city database in MMDB format. Without one, places are known to the country only. */
    cityDatabase: text('a file').nullable().default(null),
  })
  .prefault({});

export const historySchema = z
  .strictObject({
    /** At most one history point per entity in this time comes from questions; changes are always kept. */
    sampleReadsSeconds: wholeNumber({ min: 1, max: 86_400, unit: 'seconds' }).default(60),
  })
  .prefault({});

export const decisionsSchema = z
  .strictObject({
    /** `batched`: logged within moments of the answer. `sync`: answered only after the log entry is committed. */
    durability: choice(['batched', 'sync']).default('batched'),
  })
  .prefault({});
