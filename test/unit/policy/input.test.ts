import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { mergeProperties, policyInputOf } from '../../../src/domain/policy/input.ts';

describe('stored properties are defaults', () => {
  it('that the request overrides one by one, each as a whole', () => {
    const stored = { sensitivity: 'high', owner: 'ada', labels: { a: 1 } };
    expect(mergeProperties(stored, { sensitivity: 'low', labels: { b: 2 } })).toEqual({
      sensitivity: 'low',
      owner: 'ada',
      labels: { b: 2 },
    });
    expect(mergeProperties(null, { a: 1 })).toEqual({ a: 1 });
  });

  it('and keys that mean something to JavaScript stay data', () => {
    const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1}') as Record<string, unknown>;
    const merged = mergeProperties({ owner: 'ada' }, hostile);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(merged['admin']).toBeUndefined();
    expect(Object.keys(merged).toSorted()).toEqual(['__proto__', 'constructor', 'owner']);
  });
});

describe('the input of a policy', () => {
  it('is the assessment and the request, with indicators by id', () => {
    const assessment: Assessment = {
      entity: { tenant: 't', type: 'device', id: 'd1' },
      score: 0.5,
      low: 0.1,
      high: 0.9,
      level: 'MEDIUM',
      confidence: 0.2,
      factors: {},
      indicators: [
        { id: 'dp.os_eol', factor: 'device_posture', severity: 'HIGH', title: 'x', since: 0, techniqueIds: [] },
      ],
      assessedAt: 5,
      validUntil: null,
      revision: 1,
    };
    const question = { assessment, subjectProperties: null, resource: null, action: null, context: { a: 1 }, now: 5 };
    expect(policyInputOf(question)).toMatchObject({
      trust: { score: 0.5, low: 0.1, high: 0.9, level: 'MEDIUM', confidence: 0.2 },
      indicators: ['dp.os_eol'],
      severities: { 'dp.os_eol': 'HIGH' },
      subject: { type: 'device', id: 'd1', properties: {} },
      context: { a: 1 },
    });
  });
});
