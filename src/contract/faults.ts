/**
 * Turns what zod found into the faults an answer lists: every one, each with its path.
 * A fault never repeats the offending value, which may be huge or secret.
 */
import type { z } from 'zod';
import { TrustError, type Fault } from '../domain/errors.ts';

type Issue = z.core.$ZodIssue;

/** Enough to repair any request by hand; a longer list would only echo a large body back. */
const FAULTS_MAX = 1000;

/** The faults of a failed parse, in input order. `prefix` is the path of the parsed value within the whole body. */
export function faultsOf(error: { readonly issues: readonly Issue[] }, prefix = ''): Fault[] {
  const faults: Fault[] = [];
  collect(error.issues, prefix, faults);
  if (faults.length <= FAULTS_MAX) return faults;
  const left = faults.length - FAULTS_MAX;
  return [...faults.slice(0, FAULTS_MAX), { path: prefix, message: `and ${left} more faults` }];
}

/** The parsed value, or BAD_USER_INPUT with every fault. */
export function parseOrThrow<T extends z.ZodType>(shape: T, input: unknown, prefix = ''): z.output<T> {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  throw badInput(faultsOf(parsed.error, prefix));
}

export function badInput(faults: readonly Fault[]): TrustError {
  const count = faults.length === 1 ? 'One fault' : `${faults.length} faults`;
  return new TrustError('BAD_USER_INPUT', `${count} in the request; see errors.`, { faults });
}

/** `requests.3.entity_id`: the form every path in an answer has. */
function joinPath(prefix: string, path: readonly PropertyKey[]): string {
  const parts = path.map(String);
  return (prefix === '' ? parts : [prefix, ...parts]).join('.');
}

function collect(issues: readonly Issue[], prefix: string, faults: Fault[]): void {
  for (const issue of issues) {
    const path = joinPath(prefix, issue.path);
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) faults.push({ path: joinPath(path, [shorten(key)]), message: 'Unknown key' });
    } else if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      collect(closestBranch(issue.errors), path, faults);
    } else {
      faults.push({ path, message: messageOf(issue) });
    }
  }
}

/** Of the alternatives of a union, the one the input came closest to: the deepest first fault, then the fewest faults. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (branch: readonly Issue[]): number => Math.max(0, ...branch.map((issue) => issue.path.length));
  return [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return `Required (${issue.expected})`;
  }
  if (issue.code === 'invalid_value' && 'values' in issue) {
    return `Must be one of ${issue.values.map(String).join(', ')}`;
  }
  return issue.message;
}

function shorten(key: string): string {
  return key.length <= 64 ? key : `${key.slice(0, 64)}…`;
}
