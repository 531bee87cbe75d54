import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../../src/domain/decision.ts';
import { TRUST_LEVELS } from '../../../src/domain/entity.ts';
import type { TrustLevel } from '../../../src/domain/entity.ts';
import { RESTRICTIVENESS } from '../../../src/domain/policy/policy.ts';
import type { PolicyInput } from '../../../src/domain/policy/policy.ts';
import { raiseTrustCandidates, requirementsOf } from '../../../src/domain/policy/requirements.ts';
import type { RequirementCandidate } from '../../../src/domain/policy/requirements.ts';
import { inputWith, setOf } from './support.ts';

const set = setOf([
  { name: 'high', when: 'trust.level_rank >= 3', decision: 'ALLOW' },
  { name: 'medium', when: 'trust.level == "MEDIUM"', decision: 'ALLOW_LIMITED' },
  { name: 'low', when: 'trust.level == "LOW"', decision: 'STEP_UP' },
]);
const BOUNDS = [0.2, 0.4, 0.7, 0.9] as const;

function at(score: number): PolicyInput {
  const level: TrustLevel = TRUST_LEVELS[BOUNDS.filter((bound) => score >= bound).length] ?? 'CRITICAL';
  return inputWith({ trust: { score, low: score, high: score, confidence: 1, level } });
}
const candidate = (
  kind: Requirement['kind'],
  score: number | null,
  target: string | null = null,
): RequirementCandidate => ({
  requirement: { kind, target, text: kind, micros: null },
  input: score === null ? null : at(score),
});
const ask = (score: number, ...candidates: RequirementCandidate[]): readonly Requirement[] =>
  requirementsOf({ outcome: set.evaluate(at(score)), set, candidates });

describe('requirements', () => {
  it('leave out what would not change the decision', () => {
    expect(ask(0.5, candidate('resolve_indicator', 0.69, 'a'), candidate('resolve_indicator', 0.7, 'b'))).toMatchObject(
      [{ target: 'b', micros: 700_000 }],
    );
  });

  it('leave out what would make it worse', () => {
    expect(ask(0.5, candidate('change_context', 0.3))).toEqual([]);
  });

  it('come cheapest first, and the better decision first among equals', () => {
    const listed = ask(
      0.1,
      candidate('resolve_indicator', 0.5, 'a'),
      candidate('resolve_indicator', 0.8, 'b'),
      candidate('report_posture', 0.5),
      candidate('step_up', 0.3),
    );
    expect(listed.map(({ kind, target }) => target ?? kind)).toEqual(['step_up', 'report_posture', 'b', 'a']);
  });

  it('that nobody can compute come last, without a score', () => {
    const listed = ask(
      0.5,
      {
        ...candidate('change_context', null),
        requirement: { kind: 'change_context', target: 'vpn', text: 'x', micros: 5 },
      },
      candidate('step_up', 0.8),
    );
    expect(listed.map(({ kind, micros }) => [kind, micros])).toEqual([
      ['step_up', 800_000],
      ['change_context', null],
    ]);
  });

  it('of a STEP_UP always name the step-up, as information when its effect is not known', () => {
    expect(ask(0.3)).toMatchObject([{ kind: 'step_up', micros: null }]);
    expect(ask(0.3, candidate('step_up', 0.5))).toMatchObject([{ kind: 'step_up', micros: 500_000 }]);
  });

  it('name the trust levels that would change the decision', () => {
    const listed = requirementsOf({
      outcome: set.evaluate(at(0.45)),
      set,
      candidates: raiseTrustCandidates(at(0.45), BOUNDS),
    });
    expect(listed.map(({ target, micros }) => [target, micros])).toEqual([
      ['HIGH', 700_000],
      ['VERY_HIGH', 900_000],
    ]);
    expect(raiseTrustCandidates(at(0.95), BOUNDS)).toEqual([]);
  });

  it('with a score do change the decision, for any candidates', () => {
    const candidates = fc.array(
      fc.record({
        kind: fc.constantFrom<Requirement['kind']>('step_up', 'resolve_indicator', 'report_posture', 'change_context'),
        score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), candidates, (score, thought) => {
        const before = RESTRICTIVENESS[set.evaluate(at(score)).decision];
        const given = thought.map(({ kind, score: after }, index) => candidate(kind, after, `${index}`));
        const listed = ask(score, ...given);
        for (const { target, micros } of listed) {
          const input = given.find(({ requirement }) => requirement.target === target)?.input;
          if (micros === null || !input) continue;
          expect(RESTRICTIVENESS[set.evaluate(input).decision]).toBeLessThan(before);
        }
      }),
      { numRuns: 200 },
    );
  });
});
