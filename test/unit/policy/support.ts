import { compilePolicies } from '../../../src/adapters/policy/compile.ts';
import type { CompileOptions } from '../../../src/adapters/policy/compile.ts';
import { PolicyError } from '../../../src/adapters/policy/fault.ts';
import type { PolicyFault } from '../../../src/adapters/policy/fault.ts';
import type { PolicyInput, PolicySet } from '../../../src/domain/policy/policy.ts';

export interface WrittenRule {
  readonly name: string;
  readonly when: string;
  readonly decision: string;
  readonly additional_actions?: readonly string[];
  readonly ttl_seconds?: number;
}

/** A set of these rules, by way of YAML (of which JSON is a part). */
export function setOf(rules: readonly WrittenRule[], options: Partial<CompileOptions> = {}): PolicySet {
  return compilePolicies([{ file: 'a.yaml', text: JSON.stringify({ version: 1, rules }) }], {
    indicators: null,
    ...options,
  });
}

export function faultsOf(...texts: readonly string[]): readonly PolicyFault[] {
  try {
    compilePolicies(
      texts.map((text, index) => ({ file: `${'abc'[index] ?? 'z'}.yaml`, text })),
      { indicators: new Set(['ub.new_country']) },
    );
  } catch (error) {
    if (error instanceof PolicyError) return error.faults;
    throw error;
  }
  return [];
}

const BASE: PolicyInput = {
  trust: { score: 0.85, low: 0.8, high: 0.9, confidence: 0.7, level: 'HIGH' },
  factors: { authentication: { score: 0.9, low: 0.8, high: 1, confidence: 0.8 } },
  indicators: ['ub.new_country'],
  severities: { 'ub.new_country': 'MEDIUM' },
  subject: { type: 'user', id: 'ada', properties: {} },
  resource: null,
  action: null,
  context: {},
  now: Date.parse('2026-01-15T12:00:00Z'),
};

export function inputWith(changes: Partial<PolicyInput>): PolicyInput {
  return { ...BASE, ...changes };
}
