/**
 * Mistakes that type-check: a level, an entity type or an indicator that does not exist makes a condition silently
 * false, which for a refusing rule means that it never refuses. And regular expressions, which can be made to run for
 * minutes by whoever chooses the text.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { ENTITY_TYPES, SEVERITIES, TRUST_LEVELS } from '../../domain/entity.ts';
import type { ConditionFault, ConditionVocabulary } from './cel.ts';

const CLOSED_SETS: Readonly<Record<string, readonly string[]>> = {
  'trust.level': TRUST_LEVELS,
  'subject.type': ENTITY_TYPES,
  severities: SEVERITIES,
};

/** What a text must look like to be meant as an indicator. */
const INDICATOR_SHAPE = /^(?:ub|dp|nc|au)\.[a-z0-9_]+$/u;

export function lintCondition(root: ASTNode, { indicators }: ConditionVocabulary): readonly ConditionFault[] {
  const faults: ConditionFault[] = [];
  const pending: ASTNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.op === 'rcall' && node.args[0] === 'matches') {
      faults.push({
        offset: node.range.start,
        message: 'regular expressions are not allowed; use like("a*"), startsWith, endsWith or contains',
      });
    } else if (node.op === 'rcall' && node.args[0] === 'like' && node.args[2][0]?.op !== 'value') {
      faults.push({ offset: node.range.start, message: 'like takes a pattern in quotes, never one from the input' });
    } else if (node.op === '==' || node.op === '!=') {
      faults.push(...outsideClosedSet(node.args[0], node.args[1]), ...outsideClosedSet(node.args[1], node.args[0]));
    } else if (node.op === 'in') {
      faults.push(...outsideClosedSet(node.args[0], node.args[1]));
    } else if (
      indicators !== null &&
      node.op === 'value' &&
      typeof node.args === 'string' &&
      INDICATOR_SHAPE.test(node.args) &&
      !indicators.has(node.args)
    ) {
      faults.push({ offset: node.range.start, message: `there is no indicator "${node.args}"` });
    }
    pending.push(...childrenOf(node.args));
  }
  return faults.sort((a, b) => a.offset - b.offset);
}

function outsideClosedSet(subject: ASTNode, values: ASTNode): ConditionFault[] {
  const path = pathOf(subject);
  const allowed = path === null ? undefined : CLOSED_SETS[path];
  if (path === null || allowed === undefined) return [];
  const literals = values.op === 'list' ? values.args : [values];
  const faults: ConditionFault[] = [];
  for (const literal of literals) {
    if (literal.op !== 'value' || typeof literal.args !== 'string' || allowed.includes(literal.args)) continue;
    faults.push({
      offset: literal.range.start,
      message: `"${literal.args}" is never a value of ${path}; it is one of ${allowed.join(', ')}`,
    });
  }
  return faults;
}

/** `a.b` for such a node, the name of a variable, or the map for an indexed one. */
function pathOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args;
  if (node.op === '.') return node.args[0].op === 'id' ? `${node.args[0].args}.${node.args[1]}` : null;
  if (node.op === '[]') return pathOf(node.args[0]);
  return null;
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return isNode(args) ? [args] : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'range' in value;
}
