import { describe, expect, test } from 'vitest';
import { readBatch, toIngestResponse } from '../../../src/contract/ingest.ts';
import { faultPaths } from './fault-paths.ts';

describe('a batch of signals', () => {
  test('is an array, or an object with one', () => {
    expect(readBatch([1, 2], 10)).toEqual([1, 2]);
    expect(readBatch({ signals: [1] }, 10)).toEqual([1]);
  });

  test.each([[null], ['x'], [{}], [{ items: [] }]])('%j is none', (body) => {
    expect(faultPaths(() => readBatch(body, 10))).toEqual(['']);
  });

  test('must hold something, and no more than allowed', () => {
    expect(faultPaths(() => readBatch([], 10))).toEqual(['']);
    expect(faultPaths(() => readBatch({ signals: 'x' }, 10))).toEqual(['signals']);
    expect(() => readBatch({ signals: [1, 2, 3] }, 2)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }));
  });
});

test('results keep the order of the batch and are counted', () => {
  const { results, summary } = toIngestResponse([
    { id: 'a', status: 'accepted', revisions: [{ entity: { type: 'user', id: 'u' }, revision: 4 }] },
    { id: 'b', status: 'duplicate' },
    { id: null, status: 'rejected', faults: [{ path: 'time', message: 'bad' }] },
    { id: 'd', status: 'ignored', faults: [{ path: '', message: 'says nothing' }] },
  ]);
  expect(results).toEqual([
    { index: 0, id: 'a', status: 'accepted', revisions: [{ entity_type: 'user', entity_id: 'u', revision: 4 }] },
    { index: 1, id: 'b', status: 'duplicate' },
    { index: 2, id: null, status: 'rejected', errors: [{ path: 'time', message: 'bad' }] },
    { index: 3, id: 'd', status: 'ignored', errors: [{ path: '', message: 'says nothing' }] },
  ]);
  expect(summary).toEqual({ total: 4, accepted: 1, duplicate: 1, rejected: 1, ignored: 1 });
});
