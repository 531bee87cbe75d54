import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRUST_LEVELS } from '../../../src/domain/entity.ts';
import type { PolicyInput } from '../../../src/domain/policy/policy.ts';
import { inputWith, setOf } from './support.ts';

const terms = [
  'true',
  'false',
  'trust.score >= 0.5',
  'trust.score == 1',
  'trust.low < 0.25',
  'trust.high != 0.5',
  'trust.confidence <= 0',
  'trust.level_rank > 2',
  'trust.level_rank == 3.0',
  '0.5 <= trust.score',
  'trust.level == "HIGH"',
  'trust.level != "LOW"',
  'trust.level in ["HIGH", "VERY_HIGH"]',
  'subject.type in ["user", "device"]',
  'action.name == ""',
  'action.name in ["read", ""]',
  'resource.type != "doc"',
  '"ub.new_country" in indicators',
  '"nc.tor_exit" in indicators',
  'context.a == 1',
  'context.a > 0',
  'has(context.a) && context.a == 1',
  'indicators.exists(id, id in ["nc.tor_exit"] && trust.level == "HIGH")',
];

const condition = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...terms),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(${left} && ${right})`),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `(${left}) || (${right})`),
    tie('node').map((inner) => `!(${inner})`),
    tie('node').map((inner) => `(context.a && (${inner}))`),
  ),
})).node;

const unit = fc.constantFrom(0, 0.2, 0.25, 0.5, 0.75, 1);
const question: fc.Arbitrary<PolicyInput> = fc
  .record({
    trust: fc.record({ score: unit, low: unit, high: unit, confidence: unit, level: fc.constantFrom(...TRUST_LEVELS) }),
    indicators: fc.subarray(['ub.new_country', 'nc.tor_exit']),
    action: fc.constantFrom(null, { name: 'read', properties: {} }, { name: 'write', properties: {} }),
    resource: fc.constantFrom(null, { type: 'doc', id: '1', properties: {} }),
    context: fc.constantFrom({}, { a: 1 }, { a: true }, { a: false }, { a: 'x' }),
  })
  .map((changes) => inputWith(changes));

describe('a condition that is run directly', () => {
  it('gives what the CEL evaluator gives, unknown included', () => {
    fc.assert(
      fc.property(condition, fc.array(question, { minLength: 1, maxLength: 5 }), (when, inputs) => {
        const direct = setOf([{ name: 'asked', when, decision: 'ALLOW' }]);
        // A comparison of the whole is nothing that runs directly, so CEL evaluates all of it.
        const byCel = setOf([{ name: 'asked', when: `(${when}) == true`, decision: 'ALLOW' }]);
        for (const input of inputs) {
          expect(direct.evaluate(input).trail[0]?.result).toBe(byCel.evaluate(input).trail[0]?.result);
        }
      }),
      { numRuns: 400 },
    );
  });
});
