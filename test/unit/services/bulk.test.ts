/** Bulk: every item is answered, none can fail the others, and a deadline leaves no item without an answer. */
import { describe, expect, it } from 'vitest';
import { TrustError } from '../../../src/domain/errors.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import { createBulkService } from '../../../src/services/bulk.ts';
import type { AssessAnswer, AssessRequest, AssessService } from '../../../src/services/services.ts';

const CALLER: Principal = { id: 'k', tenant: 't', role: 'admin' };

const ask = (id: string): AssessRequest => ({
  entity: { type: 'user', id },
  context: {
    ip: null,
    userAgent: null,
    deviceId: null,
    sessionId: null,
    geo: null,
    network: null,
    authentication: null,
  },
  forceRefresh: false,
  includeTrends: false,
  includeExplanation: false,
  atLeast: null,
});

const answerTo = ({ entity }: AssessRequest) => ({ assessment: { entity } }) as unknown as AssessAnswer;

/** Fails for ids that start with `bad`, never answers for `slow`, and records how many were asked for at once. */
function assessService(): { service: AssessService; sizes: number[] } {
  const sizes: number[] = [];
  const assessMany: AssessService['assessMany'] = async (_, requests) => {
    sizes.push(requests.length);
    if (requests.some(({ entity }) => entity.id === 'slow')) return new Promise(() => undefined);
    const bad = requests.find(({ entity }) => entity.id.startsWith('bad'));
    if (bad !== undefined) throw new TrustError('CONFLICT', `refused ${bad.entity.id}`);
    return requests.map(answerTo);
  };
  const service: AssessService = {
    assessMany,
    async assess(caller, request) {
      const [answer] = await assessMany(caller, [request]);
      if (answer === undefined) throw new Error('no answer');
      return answer;
    },
    evidence: async () => [],
    clearCache: async () => undefined,
  };
  return { service, sizes };
}

/** A deadline that a test lets pass by hand. */
function handDeadline() {
  let pass: () => void = () => undefined;
  const expired = new Promise<'expired'>((resolve) => {
    pass = () => resolve('expired');
  });
  return { deadline: () => ({ expired, cancel: () => undefined }), pass: () => pass() };
}

const bulkOf = (ids: string[], maxConcurrent = 10) => ({ requests: ids.map(ask), maxConcurrent, timeoutSeconds: 30 });

describe('bulk', () => {
  it('answers in the order asked and never asks for more at once than allowed', async () => {
    const { service, sizes } = assessService();
    const bulk = createBulkService({ assess: service, deadline: handDeadline().deadline });
    const answer = await bulk.bulk(CALLER, bulkOf(['a', 'b', 'c', 'd', 'e'], 2));
    expect(answer.results.map((item) => (item.ok ? item.answer.assessment.entity.id : null))).toEqual([...'abcde']);
    expect(answer).toMatchObject({ succeeded: 5, failed: 0, timedOut: 0 });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2);
  });

  it('a bad item fails alone, with its code', async () => {
    const { service } = assessService();
    const bulk = createBulkService({ assess: service, deadline: handDeadline().deadline });
    const answer = await bulk.bulk(CALLER, bulkOf(['a', 'bad1', 'c']));
    expect(answer).toMatchObject({ succeeded: 2, failed: 1, timedOut: 0 });
    expect(answer.results[1]).toEqual({
      ok: false,
      entity: { type: 'user', id: 'bad1' },
      code: 'CONFLICT',
      message: 'refused bad1',
    });
  });

  it('at the deadline what is answered is kept, and the rest is named as timed out', async () => {
    const { service } = assessService();
    const { deadline, pass } = handDeadline();
    const answering = createBulkService({ assess: service, deadline }).bulk(CALLER, bulkOf(['a', 'slow', 'c'], 1));
    pass();
    const answer = await answering;
    expect(answer.results.map((item) => (item.ok ? 'answered' : item.code)).slice(1)).toEqual(['TIMEOUT', 'TIMEOUT']);
    expect(answer.succeeded + answer.timedOut).toBe(3);
    expect(answer.failed).toBe(0);
  });

  it('refuses callers that may not read scores', async () => {
    const { service } = assessService();
    const bulk = createBulkService({ assess: service, deadline: handDeadline().deadline });
    await expect(bulk.bulk({ ...CALLER, role: 'ingester' }, bulkOf(['a']))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
