import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS } from '../../../src/domain/decision.ts';
import { RESTRICTIVENESS } from '../../../src/domain/policy/policy.ts';
import type { PolicyOutcome } from '../../../src/domain/policy/policy.ts';
import { inputWith, setOf } from './support.ts';
import type { WrittenRule } from './support.ts';

const input = inputWith({});
const UNKNOWN = 'context.missing == 1';
const TRUE = 'trust.level == "HIGH"';
const FALSE = 'trust.level == "LOW"';

const decide = (...rules: [when: string, decision: string][]): PolicyOutcome =>
  setOf(rules.map(([when, decision], index) => ({ name: `r${index}`, when, decision }))).evaluate(input);

const ruleList = fc.array(
  fc.record({ when: fc.constantFrom(TRUE, FALSE, UNKNOWN), decision: fc.constantFrom(...DECISIONS) }),
  { minLength: 1, maxLength: 8 },
);
const named = (rules: readonly { when: string; decision: string }[]): WrittenRule[] =>
  rules.map((rule, index) => ({ ...rule, name: `r${index}` }));
const rank = (outcome: PolicyOutcome): number => RESTRICTIVENESS[outcome.decision];

describe('evaluation', () => {
  it('takes the first rule that matches', () => {
    const outcome = decide([FALSE, 'DENY'], [TRUE, 'STEP_UP'], [TRUE, 'ALLOW']);
    expect(outcome).toMatchObject({ decision: 'STEP_UP', policyMatched: 'r1' });
    expect(outcome.trail.map(({ rule, result }) => [rule, result])).toEqual([
      ['r0', 'no_match'],
      ['r1', 'match'],
    ]);
  });

  it('denies what no rule permits', () => {
    const outcome = decide([FALSE, 'ALLOW']);
    expect(outcome).toMatchObject({ decision: 'DENY', policyMatched: 'default_deny', additionalActions: [] });
    expect(outcome.reasons).toEqual(['No rule permits this request.']);
  });

  it('carries obligations, time to live and reason of the rule', () => {
    const rule = {
      name: 'one',
      when: TRUE,
      decision: 'ALLOW',
      additional_actions: ['log'],
      ttl_seconds: 7,
      reason: 'So.',
    };
    expect(setOf([rule]).evaluate(input)).toMatchObject({
      additionalActions: ['log'],
      ttlSeconds: 7,
      reasons: ['So.'],
    });
  });

  it('lets a refusal be asked about again sooner than a permission', () => {
    expect(decide([TRUE, 'DENY']).ttlSeconds).toBeLessThan(decide([TRUE, 'ALLOW']).ttlSeconds);
  });
});

describe('a condition that cannot be told', () => {
  it.each([
    [
      'of a permission is no match',
      [
        [UNKNOWN, 'ALLOW'],
        [TRUE, 'STEP_UP'],
      ],
      'STEP_UP',
      'r1',
    ],
    ['of a permission alone leaves the default', [[UNKNOWN, 'ALLOW']], 'DENY', 'default_deny'],
    [
      'of a refusal refuses',
      [
        [UNKNOWN, 'DENY'],
        [TRUE, 'ALLOW'],
      ],
      'DENY',
      'r0',
    ],
    [
      'of a step-up keeps a later permission from winning',
      [
        [UNKNOWN, 'STEP_UP'],
        [TRUE, 'ALLOW'],
      ],
      'STEP_UP',
      'r0',
    ],
    [
      'of a step-up does not soften a later refusal',
      [
        [UNKNOWN, 'STEP_UP'],
        [TRUE, 'DENY'],
      ],
      'DENY',
      'r1',
    ],
    [
      'of a limited permission limits a later full one',
      [
        [UNKNOWN, 'ALLOW_LIMITED'],
        [TRUE, 'ALLOW'],
      ],
      'ALLOW_LIMITED',
      'r0',
    ],
    [
      'after the match does not matter',
      [
        [TRUE, 'ALLOW'],
        [UNKNOWN, 'DENY'],
      ],
      'ALLOW',
      'r0',
    ],
    [
      'of several: the strictest holds',
      [
        [UNKNOWN, 'ALLOW_LIMITED'],
        [UNKNOWN, 'STEP_UP'],
        [TRUE, 'ALLOW'],
      ],
      'STEP_UP',
      'r1',
    ],
  ] as const)('%s', (_, rules, decision, policyMatched) => {
    expect(decide(...rules.map(([when, wanted]): [string, string] => [when, wanted]))).toMatchObject({
      decision,
      policyMatched,
    });
  });

  it('is told in the reasons and in the trail', () => {
    const outcome = decide([UNKNOWN, 'ALLOW'], [UNKNOWN, 'STEP_UP'], [TRUE, 'ALLOW']);
    expect(outcome.reasons).toEqual([
      'Rule r1 applies.',
      'Rule r0 could not be evaluated (No such key: missing) and did not count.',
      'Rule r1 could not be evaluated (No such key: missing) and was taken as matching.',
    ]);
    expect(outcome.trail.map(({ result }) => result)).toEqual(['error', 'error', 'match']);
  });

  it('is counted', () => {
    const counted: string[] = [];
    const rules = [{ name: 'one', when: UNKNOWN, decision: 'ALLOW' }];
    setOf(rules, { onRuleError: (rule, message) => counted.push(`${rule.name}: ${message}`) }).evaluate(input);
    expect(counted).toEqual(['one: No such key: missing']);
  });

  it('of a rule as strict as the match adds its obligations and the shorter time to live', () => {
    const set = setOf([
      { name: 'maybe', when: UNKNOWN, decision: 'STEP_UP', additional_actions: ['alert', 'log'], ttl_seconds: 90 },
      { name: 'sure', when: TRUE, decision: 'STEP_UP', additional_actions: ['log', 'mfa'], ttl_seconds: 30 },
    ]);
    expect(set.evaluate(input)).toMatchObject({
      policyMatched: 'sure',
      additionalActions: ['log', 'mfa', 'alert'],
      ttlSeconds: 30,
    });
  });

  it('of a permission is never what is named for a permission', () => {
    expect(decide([UNKNOWN, 'ALLOW'], [TRUE, 'ALLOW'])).toMatchObject({ decision: 'ALLOW', policyMatched: 'r1' });
  });

  it('of a refusal keeps its own time to live and obligations', () => {
    const rule = { name: 'no', when: UNKNOWN, decision: 'DENY', additional_actions: ['alert'], ttl_seconds: 900 };
    expect(setOf([rule]).evaluate(input)).toMatchObject({
      policyMatched: 'no',
      additionalActions: ['alert'],
      ttlSeconds: 900,
    });
  });
});

describe('laws of evaluation', () => {
  it('what cannot be told never gives more than the stricter of its two readings', () => {
    fc.assert(
      fc.property(ruleList, (rules) => {
        const outcome = setOf(named(rules)).evaluate(input);
        for (const reading of [TRUE, FALSE]) {
          const settled = rules.map((rule) => (rule.when === UNKNOWN ? { ...rule, when: reading } : rule));
          expect(rank(outcome)).toBeGreaterThanOrEqual(rank(setOf(named(settled)).evaluate(input)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a stricter rule in front never widens the answer', () => {
    fc.assert(
      fc.property(ruleList, fc.constantFrom(TRUE, FALSE, UNKNOWN), (rules, when) => {
        const before = setOf(named(rules)).evaluate(input);
        for (const decision of DECISIONS.filter((one) => RESTRICTIVENESS[one] >= rank(before))) {
          const after = setOf([{ name: 'front', when, decision }, ...named(rules)]).evaluate(input);
          expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same question gives the same answer, whatever was asked between', () => {
    fc.assert(
      fc.property(ruleList, (rules) => {
        const set = setOf(named(rules));
        const first = structuredClone(set.evaluate(input));
        set.evaluate(inputWith({ trust: { ...input.trust, level: 'LOW' }, context: { missing: 1 } }));
        expect(set.evaluate(input)).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  it('never throws and always decides, whatever the properties hold', () => {
    const set = setOf([
      { name: 'one', when: 'context.a > 1 || context.a.b.contains("x")', decision: 'ALLOW' },
      { name: 'two', when: 'context.a in ["x", "y"] && context.exists(k, context[k] == 1)', decision: 'STEP_UP' },
    ]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), fc.anything()), (context) => {
        expect(DECISIONS).toContain(set.evaluate(inputWith({ context })).decision);
      }),
      { numRuns: 500 },
    );
  });
});
