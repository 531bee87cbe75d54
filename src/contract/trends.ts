/** The query of `GET /api/trust-score/{entity_id}/trends`. */
import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../domain/detections/detection.ts';
import type { LocalRef, TrendRequest } from '../services/services.ts';
import { badInput, faultsOf } from './faults.ts';
import { entityTypeShape, idShape } from './values.ts';

const WINDOW_MS_MAX = 90 * DAY_MS;
const BUCKETS_MAX = 2000;
const BUCKET_MS_MIN = 1000;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };
const DURATION = /^([1-9]\d{0,8})(s|m|h|d|w)$/;

/** `90s`, `5m`, `24h`, `7d`, `2w` → ms; `null` for anything else. */
export function parseDuration(value: string): number | null {
  const [, count, unit] = DURATION.exec(value) ?? [];
  const unitMs = UNIT_MS[unit ?? ''];
  return count === undefined || unitMs === undefined ? null : Number(count) * unitMs;
}

const durationShape = z
  .string()
  .regex(DURATION, 'Must be a whole number and a unit of s, m, h, d or w, such as 24h.')
  .transform((value) => parseDuration(value) ?? 0);

/** Unknown parameters are refused: somebody who asks for `days=7` must not get an answer about another window. */
export const trendsQueryShape = z.strictObject({
  entity_type: entityTypeShape.optional().describe('Default user.'),
  window: durationShape
    .pipe(z.number().min(BUCKET_MS_MIN).max(WINDOW_MS_MAX, 'Must be at most 90d.'))
    .optional()
    .describe('How far back, at most 90d. Default 24h.'),
  bucket: durationShape
    .pipe(z.number().min(BUCKET_MS_MIN))
    .optional()
    .describe(
      `Width of a bucket; at most ${BUCKETS_MAX} of them fit the window. Default 5m, or what keeps to that limit.`,
    ),
});

export const entityPathShape = z.object({ entity_id: idShape });
export const entityQueryShape = z.object({ entity_type: entityTypeShape.optional().describe('Default user.') });

/** Throws BAD_USER_INPUT with every fault of path and query. */
export function parseTrendRequest(path: unknown, query: unknown): TrendRequest {
  const parsed = parseBoth(path, trendsQueryShape, query);
  const windowMs = parsed.query.window ?? DAY_MS;
  const bucketMs = parsed.query.bucket ?? defaultBucketMs(windowMs);
  if (bucketMs > windowMs) throw badInput([{ path: 'bucket', message: 'Must not be longer than the window.' }]);
  if (windowMs / bucketMs > BUCKETS_MAX) {
    throw badInput([{ path: 'bucket', message: `Must divide the window into at most ${BUCKETS_MAX} buckets.` }]);
  }
  return { entity: { type: parsed.query.entity_type ?? 'user', id: parsed.id }, windowMs, bucketMs };
}

/** The entity of a path and its query. Throws BAD_USER_INPUT with every fault of both. */
export function parseEntity(path: unknown, query: unknown): LocalRef {
  const parsed = parseBoth(path, entityQueryShape, query);
  return { type: parsed.query.entity_type ?? 'user', id: parsed.id };
}

function parseBoth<T extends z.ZodType>(
  path: unknown,
  shape: T,
  query: unknown,
): { readonly id: string; readonly query: z.output<T> } {
  const entity = entityPathShape.safeParse(path);
  const parsed = shape.safeParse(query);
  if (entity.success && parsed.success) return { id: entity.data.entity_id, query: parsed.data };
  throw badInput([
    ...(entity.success ? [] : faultsOf(entity.error)),
    ...(parsed.success ? [] : faultsOf(parsed.error)),
  ]);
}

/** 5 minutes, longer for windows that would hold too many, shorter for windows that would hold none. */
function defaultBucketMs(windowMs: number): number {
  const usual = 5 * 60_000;
  if (windowMs < usual) return windowMs;
  return windowMs / usual <= BUCKETS_MAX ? usual : HOUR_MS * Math.ceil(windowMs / (BUCKETS_MAX * HOUR_MS));
}
