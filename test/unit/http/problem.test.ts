import { describe, expect, test } from 'vitest';
import { problemShape } from '../../../src/contract/operations.ts';
import { ERROR_CODES, TrustError } from '../../../src/domain/errors.ts';
import { problemHeaders, statusOf, toProblem, toTrustError } from '../../../src/http/problem.ts';

describe('a problem document', () => {
  test.each(ERROR_CODES)('of %s is valid and has an error status', (code) => {
    const faults = [{ path: 'a.0', message: 'bad' }];
    const problem = toProblem(new TrustError(code, 'why', { faults }), 'request-1');
    expect(problemShape.parse(problem)).toEqual(problem);
    expect(problem).toMatchObject({ code, instance: 'request-1', errors: faults });
    expect(problem.status).toBe(statusOf(code));
  });

  test('of an error that is ours shows nothing of it', () => {
    const secret = new Error('connect postgres://user:hunter2@db/trust');
    for (const error of [toTrustError(secret), new TrustError('INTERNAL', secret.message), toTrustError('hunter2')]) {
      expect(JSON.stringify(toProblem(error, 'r'))).not.toContain('hunter2');
    }
    expect(toTrustError(secret).cause).toBe(secret);
  });

  test('says when to come back where that helps, and how to authenticate', () => {
    expect(ERROR_CODES.filter((code) => 'retry-after' in problemHeaders(code))).toEqual([
      'RATE_LIMITED',
      'OVERLOADED',
      'UNAVAILABLE',
    ]);
    expect(problemHeaders('UNAUTHENTICATED')).toHaveProperty('www-authenticate');
  });
});
