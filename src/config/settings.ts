/** Every setting with its default. One section a concern. */
import { z } from 'zod';
import { authSchema } from './auth.ts';
import { cacheSchema } from './cache.ts';
import { detectionsSchema } from './detections.ts';
import { limitsSchema } from './limits.ts';
import { loggingSchema } from './logging.ts';
import { modelSchema } from './model.ts';
import {
  decisionsSchema,
  historySchema,
  ingestSchema,
  networkSchema,
  policiesSchema,
  tenantSchema,
} from './operations.ts';
import { serverSchema } from './server.ts';
import { storageSchema } from './storage.ts';

export const settingsSchema = z.strictObject({
  server: serverSchema,
  logging: loggingSchema,
  tenant: tenantSchema,
  storage: storageSchema,
  cache: cacheSchema,
  limits: limitsSchema,
  auth: authSchema,
  model: modelSchema,
  detections: detectionsSchema,
  policies: policiesSchema,
  ingest: ingestSchema,
  network: networkSchema,
  history: historySchema,
  decisions: decisionsSchema,
});

export type Settings = z.output<typeof settingsSchema>;

/** Paths whose value is never shown. URLs are shown without their password. */
export const SECRET_PATHS: ReadonlySet<string> = new Set(['auth.adminKey', 'logging.pseudonymKey']);
