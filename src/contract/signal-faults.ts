/** Validation issues of one signal as faults: one for every unknown key, and never more than a reader can use. */
import type { z } from 'zod';
import type { Fault } from '../domain/errors.ts';

const FAULTS_MAX = 50;
const KEY_LENGTH_MAX = 64;

export function signalFaults(issues: readonly z.core.$ZodIssue[]): Fault[] {
  const faults: Fault[] = [];
  for (const issue of issues) {
    for (const fault of faultsOfIssue(issue)) {
      if (faults.length === FAULTS_MAX) return faults;
      faults.push(fault);
    }
  }
  return faults;
}

function* faultsOfIssue(issue: z.core.$ZodIssue): Generator<Fault> {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      yield { path: dotted([...issue.path, key]), message: 'Unknown field.' };
    }
    return;
  }
  yield { path: dotted(issue.path), message: issue.message };
}

/** Keys come from the caller, so they are cut and freed of control characters before they are echoed. */
function dotted(path: readonly PropertyKey[]): string {
  return path
    .map((part) =>
      String(part)
        .slice(0, KEY_LENGTH_MAX)
        .replaceAll(/[\p{Cc}\p{Cs}]/gu, '�'),
    )
    .join('.');
}
