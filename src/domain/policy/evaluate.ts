/** Evaluation of an ordered rule set: first match wins, unknown conditions restrict, nothing matched is DENY. */
import type { PolicyInput, PolicyOutcome, PolicyRule, PolicySet, RuleTrace } from './policy.ts';
import { DEFAULT_DENY, DEFAULT_DENY_TTL_SECONDS, RESTRICTIVENESS } from './policy.ts';

export interface CompiledRule<View> {
  readonly rule: PolicyRule;
  /** Throws when the condition cannot be told, say because a property is missing. */
  matches(view: View): boolean;
}

export interface PolicySetDeps<View> {
  readonly hash: string;
  readonly rules: readonly CompiledRule<View>[];
  /** Made once per evaluation and given to every condition. */
  viewOf(input: PolicyInput): View;
  /** Called for every condition that could not be evaluated; count it. Must not throw. */
  onRuleError?(rule: PolicyRule, message: string): void;
}

const MESSAGE_LENGTH_MAX = 200;

export function createPolicySet<View>({ hash, rules, viewOf, onRuleError }: PolicySetDeps<View>): PolicySet {
  // Without an unknown condition the deciding rule tells the whole outcome, so all of them are made here, once.
  const passed = rules.map(({ rule }) => trace(rule, 'no_match'));
  const matched = rules.map(({ rule }, index) => ({
    ...plainOutcome(rule),
    trail: [...passed.slice(0, index), trace(rule, 'match')],
  }));
  const nothing: PolicyOutcome = { ...NOTHING_MATCHED, trail: passed };

  /** Index of the rule that ends the search, or the number of rules. Conditions that can't be told go to `unknown`. */
  function firstMatch(view: View, unknown: UnknownRule[]): number {
    for (const [index, { rule, matches }] of rules.entries()) {
      try {
        if (matches(view)) return index;
      } catch (error) {
        const message = messageOf(error);
        unknown.push({ index, rule, message });
        onRuleError?.(rule, message);
        // Nothing further down can be stricter than a refusal.
        if (rule.decision === 'DENY') return index;
      }
    }
    return rules.length;
  }

  function evaluate(input: PolicyInput): PolicyOutcome {
    const unknown: UnknownRule[] = [];
    const index = firstMatch(viewOf(input), unknown);
    const refusedByUnknown = unknown.at(-1)?.index === index;
    const decided = (refusedByUnknown ? undefined : matched[index]) ?? nothing;
    if (unknown.length === 0) return decided;
    const trail: RuleTrace[] = (matched[index]?.trail ?? passed).map((entry, position) => {
      const fault = unknown.find((other) => other.index === position);
      return fault === undefined ? entry : { rule: fault.rule.name, result: 'error', message: fault.message };
    });
    return settle({ ...decided, trail }, unknown);
  }

  return { hash, rules: rules.map(({ rule }) => rule), evaluate };
}

interface UnknownRule {
  readonly index: number;
  readonly rule: PolicyRule;
  readonly message: string;
}

const NOTHING_MATCHED = {
  decision: 'DENY',
  policyMatched: DEFAULT_DENY,
  additionalActions: [],
  ttlSeconds: DEFAULT_DENY_TTL_SECONDS,
  reasons: ['No rule permits this request.'],
} as const;

function plainOutcome(rule: PolicyRule): Omit<PolicyOutcome, 'trail'> {
  return {
    decision: rule.decision,
    policyMatched: rule.name,
    additionalActions: rule.additionalActions,
    ttlSeconds: rule.ttlSeconds,
    reasons: [rule.reason],
  };
}

/**
 * The strictest of what was decided and of the rules that could not be told. Of equally strict ones the rule that does
 * match is named, but their obligations add up and the shortest time to live holds, because both only ever restrict.
 */
function settle(decided: PolicyOutcome, unknown: readonly UnknownRule[]): PolicyOutcome {
  const strictest = Math.max(
    ...[decided, ...unknown.map(({ rule }) => rule)].map((one) => RESTRICTIVENESS[one.decision]),
  );
  const rules = unknown.map(({ rule }) => rule).filter((rule) => RESTRICTIVENESS[rule.decision] === strictest);
  const outcomes: Omit<PolicyOutcome, 'trail'>[] = rules.map(plainOutcome);
  const isDecidedByRule = decided.policyMatched !== DEFAULT_DENY;
  if (RESTRICTIVENESS[decided.decision] === strictest && (isDecidedByRule || rules.length === 0))
    outcomes.unshift(decided);
  const named = outcomes[0] ?? decided;
  return {
    decision: named.decision,
    policyMatched: named.policyMatched,
    additionalActions: [...new Set(outcomes.flatMap((outcome) => outcome.additionalActions))],
    ttlSeconds: Math.min(...outcomes.map((outcome) => outcome.ttlSeconds)),
    reasons: [
      ...named.reasons,
      ...unknown.map(({ rule, message }) => {
        const effect = effectOf(rule, named, rules);
        return `Rule ${rule.name} could not be evaluated (${message}) and ${effect}.`;
      }),
    ],
    trail: decided.trail,
  };
}

function effectOf(rule: PolicyRule, named: { readonly policyMatched: string }, counted: readonly PolicyRule[]): string {
  if (!counted.includes(rule)) return 'did not count';
  return rule.name === named.policyMatched ? 'was taken as matching' : 'counted with its obligations only';
}

function trace(rule: PolicyRule, result: 'no_match' | 'match'): RuleTrace {
  return { rule: rule.name, result, message: null };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > MESSAGE_LENGTH_MAX ? `${text.slice(0, MESSAGE_LENGTH_MAX)}…` : text;
}
