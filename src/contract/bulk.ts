/** `POST /api/trust-score/bulk`: every item is parsed for itself, so that one bad item spoils no other. */
import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import type { AssessRequest } from '../services/services.ts';
import { calculateShape, toAssessRequest } from './assess.ts';
import { faultsOf, parseOrThrow } from './faults.ts';
import { idShape } from './values.ts';

export const BULK_ITEMS_MAX = 1000;

const envelope = {
  max_concurrent: z.int().min(1).max(100).nullish().describe('Default 10.'),
  timeout_seconds: z.number().min(0.001).max(300).nullish().describe('Default 30. Items that are late are timed out.'),
};

/** As documented; parsing takes the items one by one. */
export const bulkShape = z.object({
  requests: z.array(calculateShape).min(1).max(BULK_ITEMS_MAX),
  ...envelope,
});

const bulkEnvelopeShape = z.object({ requests: z.array(z.unknown()).min(1).max(BULK_ITEMS_MAX), ...envelope });
const namedShape = z.object({ entity_id: idShape });

export type ParsedBulkItem =
  | { readonly ok: true; readonly request: AssessRequest }
  | { readonly ok: false; readonly entityId: string | null; readonly faults: readonly Fault[] };

interface ParsedBulk {
  readonly items: readonly ParsedBulkItem[];
  readonly maxConcurrent: number;
  readonly timeoutSeconds: number;
}

/** Throws BAD_USER_INPUT when the envelope itself is wrong; a wrong item is data. */
export function parseBulk(body: unknown): ParsedBulk {
  const { requests, max_concurrent, timeout_seconds } = parseOrThrow(bulkEnvelopeShape, body);
  return {
    items: requests.map(parseItem),
    maxConcurrent: max_concurrent ?? 10,
    timeoutSeconds: timeout_seconds ?? 30,
  };
}

function parseItem(item: unknown, index: number): ParsedBulkItem {
  const parsed = calculateShape.safeParse(item);
  if (parsed.success) return { ok: true, request: toAssessRequest(parsed.data) };
  const named = namedShape.safeParse(item);
  return {
    ok: false,
    entityId: named.success ? named.data.entity_id : null,
    faults: faultsOf(parsed.error, `requests.${index}`),
  };
}
