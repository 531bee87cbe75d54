/**
 * The language of policy conditions: CEL with declared variables, so that a misspelt field or a comparison of unlike
 * types is refused when the policy is loaded, not when somebody waits for a decision.
 */
import { Environment, serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import { directTest } from './direct.ts';
import type { Test } from './direct.ts';
import { lintCondition } from './lint.ts';
import { ActionView, EntityView, FactorsView, FactorView, PolicyView, TrustView } from './view.ts';

export interface ConditionFault {
  /** Where in the text, in characters from its start. */
  readonly offset: number;
  readonly message: string;
}

export type Condition =
  | { readonly ok: true; matches(view: PolicyView): boolean }
  | { readonly ok: false; readonly faults: readonly ConditionFault[] };

export interface ConditionVocabulary {
  /** Indicator ids that exist; a condition on any other is refused. `null` accepts all. */
  readonly indicators: ReadonlySet<string> | null;
}

/** Policies are written by people: anything near these limits is a mistake or an attack. */
const LIMITS = { maxAstNodes: 2_000, maxDepth: 50, maxListElements: 500, maxMapEntries: 100, maxCallArguments: 16 };

export interface PolicyLanguage {
  /** Makes `name` stand for a condition in everything compiled later. Answers what is wrong with it. */
  define(name: string, text: string): readonly ConditionFault[];
  /** Never throws; every fault that can be told apart is listed. */
  compile(text: string): Condition;
  /** The input as the conditions compiled here see it. */
  viewOf(input: PolicyInput): PolicyView;
}

export function createPolicyLanguage(vocabulary: ConditionVocabulary): PolicyLanguage {
  const environment = createEnvironment();
  /** A definition is evaluated at most once a view, however many rules use it. */
  class View extends PolicyView {
    readonly known: (boolean | undefined)[] = [];
  }
  const definitions = new Map<string, Test<View>>();

  function compile(text: string): Condition {
    try {
      const program = environment.parse(text);
      const faults = [...lintCondition(program.ast, vocabulary)];
      const checked = program.check();
      if (!checked.valid) faults.push(faultOf(checked.error));
      else if (checked.type !== 'bool') faults.push(wrongType(checked.type));
      if (faults.length > 0) return { ok: false, faults };
      return { ok: true, matches: directTest(program.ast, { definitions, byCel }) };
    } catch (error) {
      return { ok: false, faults: [faultOf(error)] };
    }
  }

  /** Part of a condition that was checked as a whole. */
  function byCel(node: ASTNode): Test<View> {
    const program = environment.parse(serialize(node));
    program.check();
    return (view) => truthOf(program, view);
  }

  function define(name: string, text: string): readonly ConditionFault[] {
    const condition = compile(text);
    try {
      // Also when it is wrong: the rules that use it are not to blame.
      environment.registerVariable(name, 'bool');
    } catch {
      return [{ offset: 0, message: `"${name}" has a meaning already` }];
    }
    if (!condition.ok) return condition.faults;
    const { matches } = condition;
    const slot = definitions.size;
    const remembered: Test<View> = (view) => (view.known[slot] ??= matches(view));
    definitions.set(name, remembered);
    // Parts that stay with the CEL evaluator look names up on the view.
    Object.defineProperty(View.prototype, name, {
      get(this: View): boolean {
        return remembered(this);
      },
    });
    return [];
  }

  return { define, compile, viewOf: (input) => new View(input) };
}

function wrongType(type: string | undefined): ConditionFault {
  const hint = type === 'dyn' ? '; compare it with something, say `== true`' : '';
  return { offset: 0, message: `the condition must be true or false, but is of type ${type}${hint}` };
}

/** @throws Error with a one-line message when the condition cannot be told. */
function truthOf(program: (view: PolicyView) => unknown, view: PolicyView): boolean {
  let value: unknown;
  try {
    value = program(view);
  } catch (error) {
    throw new Error(faultOf(error).message, { cause: error });
  }
  if (typeof value !== 'boolean') throw new Error('a value that must be true or false is neither');
  return value;
}

/** Errors of the CEL library carry a one-line `summary` and a `range`; its `message` is a picture of the source. */
function faultOf(error: unknown): ConditionFault {
  if (!(error instanceof Error)) return { offset: 0, message: String(error) };
  return { offset: startOf(error), message: 'summary' in error ? String(error.summary) : error.message };
}

function startOf(error: Error): number {
  const range: unknown = 'range' in error ? error.range : undefined;
  const start: unknown = typeof range === 'object' && range !== null && 'start' in range ? range.start : undefined;
  return typeof start === 'number' ? start : 0;
}

function createEnvironment(): Environment {
  const reading = { score: 'double', low: 'double', high: 'double', confidence: 'double' };
  const named = { id: 'string', properties: 'map<string, dyn>' };
  const declared = new Environment({ enableOptionalTypes: true, limits: LIMITS })
    .registerType('Trust', { ctor: TrustView, fields: { ...reading, level: 'string', level_rank: 'int' } })
    .registerType('Factor', { ctor: FactorView, fields: reading })
    .registerType('Factors', {
      ctor: FactorsView,
      fields: {
        user_behavior: 'Factor',
        device_posture: 'Factor',
        network_context: 'Factor',
        authentication: 'Factor',
      },
    })
    .registerType('Entity', { ctor: EntityView, fields: { type: 'string', ...named } })
    .registerType('Action', { ctor: ActionView, fields: { name: 'string', properties: 'map<string, dyn>' } })
    .registerVariable('trust', 'Trust')
    .registerVariable('factors', 'Factors')
    .registerVariable('indicators', 'list<string>')
    .registerVariable('severities', 'map<string, string>')
    .registerVariable('subject', 'Entity')
    .registerVariable('resource', 'Entity')
    .registerVariable('action', 'Action')
    .registerVariable('context', 'map<string, dyn>')
    .registerVariable('now', 'google.protobuf.Timestamp')
    .registerFunction({
      signature: 'string.like(string): bool',
      handler: (text: string, pattern: string) => isLike(text, pattern),
      description: 'Whole-string match; * stands for any characters, ? for one.',
      async: false,
    });
  return withMixedNumbers(declared);
}

/** Numbers from JSON are doubles and whole-number literals are ints; arithmetic must not care. */
function withMixedNumbers(declared: Environment): Environment {
  const operators: Readonly<Record<string, (left: number, right: number) => number>> = {
    '+': (left, right) => left + right,
    '-': (left, right) => left - right,
    '*': (left, right) => left * right,
    '/': (left, right) => left / right,
    '%': (left, right) => left % right,
  };
  for (const [sign, apply] of Object.entries(operators)) {
    const mixed = (left: number | bigint, right: number | bigint) => apply(Number(left), Number(right));
    declared.registerOperator(`double ${sign} int: double`, mixed);
    declared.registerOperator(`int ${sign} double: double`, mixed);
  }
  declared.registerOperator('double % double: double', (left: number, right: number) => left % right);
  // Loose on purpose: the one comparison by value that BigInt and number have.
  // oxlint-disable-next-line eslint/eqeqeq
  declared.registerOperator('double == int', (left: number, right: bigint) => left == (right as unknown));
  return declared;
}

/** Glob match in time proportional to text × pattern at worst, never exponential. */
function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let part = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const wanted = pattern[part];
    if (wanted === '*') {
      star = part;
      retry = at;
      part += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      at += 1;
      part += 1;
    } else if (star >= 0) {
      retry += 1;
      at = retry;
      part = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[part] === '*') part += 1;
  return part === pattern.length;
}
