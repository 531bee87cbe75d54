/** Policy files as one ordered rule set. All faults of all files are reported together. */
import { createHash } from 'node:crypto';
import type { DecisionValue } from '../../domain/decision.ts';
import { createPolicySet } from '../../domain/policy/evaluate.ts';
import type { CompiledRule } from '../../domain/policy/evaluate.ts';
import type { PolicyRule, PolicySet } from '../../domain/policy/policy.ts';
import { createPolicyLanguage } from './cel.ts';
import type { ConditionVocabulary } from './cel.ts';
import { PolicyError } from './fault.ts';
import type { PolicyFault } from './fault.ts';
import { policyFileSchema } from './schema.ts';
import type { PolicyFile } from './schema.ts';
import type { PolicyView } from './view.ts';
import { readYaml } from './yaml.ts';
import type { Path, SourceFile } from './yaml.ts';

/** A permission may be kept for minutes; a refusal is asked about again soon, as the person may have stepped up. */
const TTL_SECONDS: Readonly<Record<DecisionValue, number>> = { ALLOW: 300, ALLOW_LIMITED: 300, STEP_UP: 60, DENY: 60 };

export interface CompileOptions extends ConditionVocabulary {
  /** Called for each condition that could not be evaluated. */
  onRuleError?(rule: PolicyRule, message: string): void;
}

/** Rules keep the order of `files`, then their order in the file. @throws PolicyError */
export function compilePolicies(files: readonly SourceFile[], options: CompileOptions): PolicySet {
  const language = createPolicyLanguage(options);
  const faults: PolicyFault[] = [];
  const rules: CompiledRule<PolicyView>[] = [];
  const content: unknown[] = [];
  const seen = new Map<string, PolicyRule>();
  let always: PolicyRule | null = null;

  for (const source of files) {
    const yaml = readYaml(source, policyFileSchema, ruleNameAt);
    faults.push(...yaml.faults);
    for (const [name, text] of Object.entries(yaml.value?.definitions ?? {})) {
      for (const { offset, message } of language.define(name, text)) {
        const position = yaml.positionIn(['definitions', name], offset);
        faults.push({ file: source.file, ...position, rule: null, message: `definition ${name}: ${message}` });
      }
      content.push([name, text]);
    }
    for (const [index, written] of (yaml.value?.rules ?? []).entries()) {
      const fault = ({ line, column }: { line: number; column: number }, message: string) =>
        faults.push({ file: source.file, line, column, rule: written.name, message });
      const position = yaml.positionOf(['rules', index, 'name']);
      const rule = ruleOf(written, rules.length, { file: source.file, line: position.line });

      const first = seen.get(rule.name);
      if (first !== undefined) fault(position, `the name is taken by ${first.source.file}:${first.source.line}`);
      seen.set(rule.name, first ?? rule);
      if (always !== null) {
        fault(
          position,
          `is never reached: ${always.name} (${always.source.file}:${always.source.line}) always matches`,
        );
      }

      const condition = language.compile(written.when);
      if (condition.ok) {
        rules.push({ rule, matches: condition.matches });
      } else {
        for (const { offset, message } of condition.faults) {
          fault(yaml.positionIn(['rules', index, 'when'], offset), `when: ${message}`);
        }
      }
      if (written.when === 'true') always ??= rule;
      content.push(contentOf(rule, written.when));
    }
  }
  if (faults.length > 0) throw new PolicyError(faults);

  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const { onRuleError } = options;
  return createPolicySet({
    hash,
    rules,
    viewOf: language.viewOf,
    ...(onRuleError === undefined ? {} : { onRuleError }),
  });
}

function ruleOf(written: PolicyFile['rules'][number], order: number, source: PolicyRule['source']): PolicyRule {
  return {
    name: written.name,
    description: written.description ?? null,
    order,
    decision: written.decision,
    additionalActions: written.additional_actions,
    ttlSeconds: written.ttl_seconds ?? TTL_SECONDS[written.decision],
    reason: written.reason ?? written.description ?? `Rule ${written.name} applies.`,
    source,
  };
}

/** What the hash covers: everything that can change an answer, in a fixed order, and nothing else. */
function contentOf(rule: PolicyRule, when: string): unknown {
  return [rule.name, when, rule.decision, rule.additionalActions, rule.ttlSeconds, rule.reason];
}

function ruleNameAt(path: Path, raw: unknown): string | null {
  const [list, index] = path;
  if (list !== 'rules' || typeof index !== 'number' || typeof raw !== 'object' || raw === null) return null;
  const rules: unknown = 'rules' in raw ? raw.rules : null;
  const rule: unknown = Array.isArray(rules) ? rules[index] : null;
  return typeof rule === 'object' && rule !== null && 'name' in rule && typeof rule.name === 'string'
    ? rule.name
    : null;
}
