/** Many assessments in one call: bounded concurrency, one deadline, and no item that can fail the others. */
import { requirePermission } from '../auth/permissions.ts';
import { TrustError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { AssessAnswer, AssessRequest, AssessService, BulkItem, BulkService } from './services.ts';

export interface BulkDeps {
  readonly assess: AssessService;
  /** Aborts after the given time; in its own seam so that tests need no waiting. */
  readonly deadline: (seconds: number) => { readonly expired: Promise<'expired'>; cancel(): void };
}

/**
 * Items are assessed in chunks of `maxConcurrent`, each chunk with one storage round trip per kind; when a chunk fails
 * as a whole its items are tried one by one, so that only the bad ones fail.
 */
export function createBulkService({ assess, deadline }: BulkDeps): BulkService {
  return {
    async bulk(caller, { requests, maxConcurrent, timeoutSeconds }) {
      requirePermission(caller, 'scores:read');
      const results: (BulkItem | undefined)[] = requests.map(() => undefined);
      const timer = deadline(timeoutSeconds);
      try {
        for (let start = 0; start < requests.length; start += maxConcurrent) {
          const chunk = requests.slice(start, start + maxConcurrent);
          const items = await Promise.race([assessChunk(assess, caller, chunk), timer.expired]);
          if (items === 'expired') break;
          for (const [offset, item] of items.entries()) results[start + offset] = item;
        }
      } finally {
        timer.cancel();
      }
      return summarise(requests, results);
    },
  };
}

async function assessChunk(
  assess: AssessService,
  caller: Principal,
  requests: readonly AssessRequest[],
): Promise<readonly BulkItem[]> {
  try {
    return (await assess.assessMany(caller, requests)).map(succeeded);
  } catch (error) {
    const [only] = requests;
    if (requests.length === 1 && only !== undefined) return [failed(only, error)];
    return Promise.all(
      requests.map((request) =>
        assess.assess(caller, request).then(succeeded, (cause: unknown) => failed(request, cause)),
      ),
    );
  }
}

function succeeded(answer: AssessAnswer): BulkItem {
  return { ok: true, answer };
}

function failed({ entity }: AssessRequest, error: unknown): BulkItem {
  if (error instanceof TrustError) return { ok: false, entity, code: error.code, message: error.message };
  return { ok: false, entity, code: 'INTERNAL', message: 'The assessment failed.' };
}

function summarise(
  requests: readonly AssessRequest[],
  results: readonly (BulkItem | undefined)[],
): Awaited<ReturnType<BulkService['bulk']>> {
  const answered = requests.map(
    (request, index): BulkItem =>
      results[index] ?? { ok: false, entity: request.entity, code: 'TIMEOUT', message: 'The deadline passed first.' },
  );
  const succeededCount = answered.filter((item) => item.ok).length;
  const timedOut = results.filter((item) => item === undefined).length;
  return {
    results: answered,
    succeeded: succeededCount,
    failed: answered.length - succeededCount - timedOut,
    timedOut,
  };
}
