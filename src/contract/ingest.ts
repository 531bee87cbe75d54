/** `POST /api/signals` and `/api/signals/{source}`: the envelope of a batch, and one result per item. */
import { z } from 'zod';
import { ENTITY_TYPES } from '../domain/entity.ts';
import { TrustError, type Fault } from '../domain/errors.ts';
import type { SignalResult } from '../services/services.ts';
import { badInput } from './faults.ts';
import { signalSchema } from './signal.ts';

const faultShape = z.strictObject({
  path: z.string().meta({ description: 'Within the item.' }),
  message: z.string(),
});

/** As documented; parsing takes the signals one by one. */
export const signalsBodyShape = z.union([z.array(signalSchema), z.object({ signals: z.array(signalSchema) })]).meta({
  description: 'Native signals, as an array or under the key signals.',
  examples: [
    {
      signals: [
        {
          id: '6f1c-0001',
          type: 'authentication',
          time: '2026-11-20T08:30:00Z',
          user_id: 'alice@example.com',
          ip: '203.0.113.7',
          data: { outcome: 'success', amr: ['pwd', 'otp'], mfa: true },
        },
      ],
    },
  ],
});

export const ingestResponseShape = z.strictObject({
  results: z
    .array(
      z.strictObject({
        index: z.int().min(0).meta({ description: 'Position in the batch.' }),
        id: z.string().nullable(),
        status: z.enum(['accepted', 'duplicate', 'rejected', 'ignored']),
        revisions: z
          .array(
            z.strictObject({
              entity_type: z.enum(ENTITY_TYPES),
              entity_id: z.string(),
              revision: z.int().min(0).meta({ description: 'Send it as at_least to see this signal in an answer.' }),
            }),
          )
          .optional()
          .meta({ description: 'Of accepted signals: the entities they reached.' }),
        errors: z.array(faultShape).optional().meta({ description: 'Why the item was rejected or ignored.' }),
      }),
    )
    .meta({ description: 'In the order of the batch.' }),
  summary: z.strictObject({
    total: z.int().min(0),
    accepted: z.int().min(0),
    duplicate: z.int().min(0),
    rejected: z.int().min(0),
    ignored: z.int().min(0).meta({ description: 'Events of a source that say nothing about trust.' }),
  }),
});

export type IngestResponse = z.output<typeof ingestResponseShape>;

/** What the ingest service says about one item, or what its source said before. */
export type ItemOutcome =
  SignalResult | { readonly id: string | null; readonly status: 'ignored'; readonly faults: readonly Fault[] };

/** The items of a batch, not yet parsed. Throws BAD_USER_INPUT or, for too many, PAYLOAD_TOO_LARGE. */
export function readBatch(body: unknown, itemsMax: number): readonly unknown[] {
  const { items, path } = itemsOf(body);
  if (items === null) {
    throw badInput([{ path, message: 'Must be an array of signals, or an object with the array signals.' }]);
  }
  if (items.length === 0) throw badInput([{ path, message: 'Must hold at least one signal.' }]);
  checkBatchSize(items.length, itemsMax, path);
  return items;
}

export function checkBatchSize(length: number, itemsMax: number, path: string): void {
  if (length <= itemsMax) return;
  const message = `Must hold at most ${itemsMax} signals, got ${length}.`;
  throw new TrustError('PAYLOAD_TOO_LARGE', message, { faults: [{ path, message }] });
}

export function toIngestResponse(outcomes: readonly ItemOutcome[]): IngestResponse {
  const summary = { total: outcomes.length, accepted: 0, duplicate: 0, rejected: 0, ignored: 0 };
  for (const { status } of outcomes) summary[status] += 1;
  return { results: outcomes.map(toResult), summary };
}

function toResult(outcome: ItemOutcome, index: number): IngestResponse['results'][number] {
  const { id, status } = outcome;
  switch (status) {
    case 'accepted':
      return {
        index,
        id,
        status,
        revisions: outcome.revisions.map(({ entity, revision }) => ({
          entity_type: entity.type,
          entity_id: entity.id,
          revision,
        })),
      };
    case 'duplicate':
      return { index, id, status };
    case 'rejected':
    case 'ignored':
      return { index, id, status, errors: outcome.faults.map(({ path, message }) => ({ path, message })) };
    default:
      return status satisfies never;
  }
}

function itemsOf(body: unknown): { items: readonly unknown[] | null; path: string } {
  if (Array.isArray(body)) return { items: body, path: '' };
  if (typeof body !== 'object' || body === null || !('signals' in body)) return { items: null, path: '' };
  return { items: Array.isArray(body.signals) ? body.signals : null, path: 'signals' };
}
