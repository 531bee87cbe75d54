/** Runs the tests that lie beside policies, and tells which rules no test reaches. */
import { DEFAULT_MODEL_SETTINGS } from '../../domain/model/settings.ts';
import { TRUST_LEVELS } from '../../domain/entity.ts';
import type { Factor, TrustLevel } from '../../domain/entity.ts';
import { UNKNOWN_FACTOR } from '../../domain/policy/policy.ts';
import type { PolicyFactor, PolicyInput, PolicyOutcome, PolicySet } from '../../domain/policy/policy.ts';
import { PolicyError } from './fault.ts';
import type { PolicyFault } from './fault.ts';
import { policyTestFileSchema } from './tests-schema.ts';
import type { PolicyTest, TestInput } from './tests-schema.ts';
import { readYaml } from './yaml.ts';
import type { SourceFile } from './yaml.ts';

export interface PolicyTestResult {
  readonly file: string;
  /** Line of the test, from 1. */
  readonly line: number;
  readonly name: string;
  readonly outcome: PolicyOutcome;
  /** What differs from the expectation; empty when the test passes. */
  readonly differences: readonly string[];
}

export interface PolicyTestReport {
  readonly results: readonly PolicyTestResult[];
  /** Names of rules that decide no test. */
  readonly uncovered: readonly string[];
}

/** @throws PolicyError when a test file is not one, or two tests of a file share a name. */
export function runPolicyTests(set: PolicySet, files: readonly SourceFile[]): PolicyTestReport {
  const faults: PolicyFault[] = [];
  const results: PolicyTestResult[] = [];
  for (const source of files) {
    const yaml = readYaml(source, policyTestFileSchema, () => null);
    faults.push(...yaml.faults);
    if (yaml.value === null) continue;
    const names = new Set<string>();
    for (const [index, test] of yaml.value.tests.entries()) {
      const { line, column } = yaml.positionOf(['tests', index, 'name']);
      if (names.has(test.name)) {
        faults.push({ file: source.file, line, column, rule: null, message: `there is a test "${test.name}" already` });
      }
      names.add(test.name);
      const outcome = set.evaluate(inputOf({ ...yaml.value.defaults, ...test.input }));
      results.push({
        file: source.file,
        line,
        name: test.name,
        outcome,
        differences: differencesOf(test.expect, outcome),
      });
    }
  }
  if (faults.length > 0) throw new PolicyError(faults);
  const reached = new Set(results.map(({ outcome }) => outcome.policyMatched));
  return { results, uncovered: set.rules.map(({ name }) => name).filter((name) => !reached.has(name)) };
}

function differencesOf(expect: PolicyTest['expect'], outcome: PolicyOutcome): string[] {
  const differences: string[] = [];
  if (outcome.decision !== expect.decision) differences.push(`decision ${outcome.decision}, not ${expect.decision}`);
  if (expect.policy_matched !== undefined && expect.policy_matched !== outcome.policyMatched) {
    differences.push(`matched ${outcome.policyMatched}, not ${expect.policy_matched}`);
  }
  if (expect.additional_actions !== undefined) {
    const wanted = listOf(expect.additional_actions);
    const given = listOf(outcome.additionalActions);
    if (wanted !== given) differences.push(`actions ${given}, not ${wanted}`);
  }
  return differences;
}

function listOf(actions: readonly string[]): string {
  return `[${actions.toSorted().join(', ')}]`;
}

const ORDINARY_SCORE = 0.5;
/** When a test doesn't say: some fixed moment, so that a test gives the same answer every day. */
const ORDINARY_MOMENT = '2026-01-15T12:00:00Z';

/** What a test leaves out is ordinary: a known user in the middle of the scale, nothing raised, no resource or action. */
function inputOf(written: TestInput): PolicyInput {
  const trust = readingOf(written.trust ?? {});
  const factors: Partial<Record<Factor, PolicyFactor>> = {};
  for (const [factor, reading] of entriesOf(written.factors ?? {})) {
    factors[factor] = reading === undefined ? UNKNOWN_FACTOR : readingOf(reading);
  }
  const { subject = {}, resource = null, action = null, indicators = {} } = written;
  return {
    trust: { ...trust, level: written.trust?.level ?? levelOf(trust.score) },
    factors,
    indicators: Object.keys(indicators),
    severities: indicators,
    subject: { type: subject.type ?? 'user', id: subject.id ?? 'someone', properties: subject.properties ?? {} },
    resource: resource && {
      type: resource.type ?? 'document',
      id: resource.id ?? '1',
      properties: resource.properties ?? {},
    },
    action: action && { name: action.name ?? 'read', properties: action.properties ?? {} },
    context: written.context ?? {},
    now: Date.parse(written.now ?? ORDINARY_MOMENT),
  };
}

function readingOf(written: Partial<Record<keyof PolicyFactor, number | undefined>>): PolicyFactor {
  const score = written.score ?? ORDINARY_SCORE;
  return { score, low: written.low ?? score, high: written.high ?? score, confidence: written.confidence ?? 1 };
}

function levelOf(score: number): TrustLevel {
  const passed = DEFAULT_MODEL_SETTINGS.levelBounds.filter((bound) => score >= bound).length;
  return TRUST_LEVELS[passed] ?? 'CRITICAL';
}

function entriesOf<K extends string, V>(record: Partial<Record<K, V>>): [K, V | undefined][] {
  // Object.entries widens the keys; the record was checked by the schema.
  return Object.entries(record) as [K, V | undefined][];
}
