import { z } from 'zod';
import { BULK_ITEMS_MAX } from '../../contract/bulk.ts';
import type { ErrorCode, Fault } from '../../domain/errors.ts';
import { bulkTrustScores } from '../../resolvers/bulk-trust-scores.ts';
import type { AssessAnswer, BulkItem } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { ErrorCodeEnum } from '../enums.ts';
import { parseQuestion, TrustScoreInput } from '../inputs/question.ts';
import { FaultType } from '../types/fault.ts';
import { TrustScoreType } from '../types/trust-score.ts';

const MAX_CONCURRENT_DEFAULT = 10;
const TIMEOUT_SECONDS_DEFAULT = 30;

interface ItemError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly errors: readonly Fault[];
}

interface Item {
  readonly entityId: string;
  readonly trustScore: AssessAnswer | null;
  readonly error: ItemError | null;
}

interface Bulk {
  readonly results: readonly Item[];
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
}

const ItemErrorType = builder.objectRef<ItemError>('BulkItemError').implement({
  description: 'Why one item has no answer.',
  fields: (t) => ({
    code: t.expose('code', { type: ErrorCodeEnum, description: 'For programs.' }),
    message: t.exposeString('message', { description: 'For people.' }),
    errors: t.expose('errors', { type: [FaultType], description: 'The faults of the item, if it is faulty.' }),
  }),
});

const ItemType = builder.objectRef<Item>('BulkTrustScore').implement({
  description: 'The answer to one request of a bulk: a trust score or an error.',
  fields: (t) => ({
    entityId: t.exposeString('entityId', { description: 'As asked.' }),
    trustScore: t.expose('trustScore', {
      type: TrustScoreType,
      nullable: true,
      description: 'The answer; null on error.',
    }),
    error: t.expose('error', {
      type: ItemErrorType,
      nullable: true,
      description: 'Why there is none; null on success.',
    }),
  }),
});

const BulkType = builder.objectRef<Bulk>('BulkTrustScores').implement({
  description: 'Answers to a bulk.',
  fields: (t) => ({
    results: t.expose('results', {
      type: [ItemType],
      description: 'In the order of the requests.',
      complexity: { field: 1, multiplier: 1 },
    }),
    total: t.int({ description: 'Number of requests.', resolve: ({ results }) => results.length }),
    succeeded: t.exposeInt('succeeded', { description: 'Requests with a score.' }),
    failed: t.exposeInt('failed', { description: 'Requests with an error, timed-out ones included.' }),
    timedOut: t.exposeInt('timedOut', { description: 'Requests that the deadline cut off.' }),
  }),
});

export function addBulk(): void {
  builder.queryField('bulkTrustScores', (t) =>
    t.field({
      type: BulkType,
      description: 'The trust in many entities. A bad or late item never fails the others. Needs scores:read.',
      complexity: ({ requests }) => ({ field: 1, multiplier: Math.max(1, requests.length) }),
      args: {
        requests: t.arg({
          type: [TrustScoreInput],
          required: true,
          description: `1 to ${BULK_ITEMS_MAX} questions.`,
          validate: { minLength: 1, maxLength: BULK_ITEMS_MAX },
        }),
        maxConcurrent: t.arg.int({
          defaultValue: MAX_CONCURRENT_DEFAULT,
          description: 'Assessments at a time, 1 to 100.',
          validate: { schema: z.int().min(1).max(100) },
        }),
        timeoutSeconds: t.arg.float({
          defaultValue: TIMEOUT_SECONDS_DEFAULT,
          description: 'Deadline in seconds, 0.001 to 300; items that are late are timed out.',
          validate: { schema: z.number().min(0.001).max(300) },
        }),
      },
      resolve: async (_root, { requests, maxConcurrent, timeoutSeconds }, context, info): Promise<Bulk> => {
        const parsed = requests.map((request, index) => parseQuestion(request, `requests.${index}`));
        const questions = parsed.flatMap((item) => (item.ok ? [item.question] : []));
        const answer =
          questions.length === 0
            ? { results: [], succeeded: 0, failed: 0, timedOut: 0 }
            : await bulkTrustScores(
                {
                  questions,
                  maxConcurrent: maxConcurrent ?? MAX_CONCURRENT_DEFAULT,
                  timeoutSeconds: timeoutSeconds ?? TIMEOUT_SECONDS_DEFAULT,
                },
                context,
                info,
              );
        let next = 0;
        const results = parsed.map((item, index) =>
          item.ok
            ? toItem(requests[index]?.entityId ?? '', answer.results[next++])
            : refusedItem(requests[index]?.entityId ?? '', item.faults),
        );
        return { ...answer, results, failed: answer.failed + parsed.length - questions.length };
      },
    }),
  );
}

function toItem(entityId: string, item: BulkItem | undefined): Item {
  if (item?.ok) return { entityId, trustScore: item.answer, error: null };
  const { code, message } = item ?? { code: 'INTERNAL' as const, message: 'The item was not answered.' };
  return { entityId, trustScore: null, error: { code, message, errors: [] } };
}

function refusedItem(entityId: string, errors: readonly Fault[]): Item {
  return {
    entityId,
    trustScore: null,
    error: { code: 'BAD_USER_INPUT', message: 'The request is faulty; see errors.', errors },
  };
}
