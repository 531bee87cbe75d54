/** The policy in force. A reload that fails leaves it in force: refusing everything would be an outage by typo. */
import type { PolicySet } from '../../domain/policy/policy.ts';
import { PolicyError } from './fault.ts';
import { loadPolicies } from './load.ts';
import type { LoadOptions } from './load.ts';

export interface PolicySource {
  current(): PolicySet;
  /** Says whether the rules in force are now others; `false` also when the new ones were refused. */
  reload(): Promise<boolean>;
}

export interface PolicySourceOptions extends LoadOptions {
  /** A reload was refused; the set in force stays. */
  onError(error: PolicyError): void;
}

/** @throws PolicyError when the first load fails: an engine without a policy must not start. */
export async function createPolicySource(path: string, options: PolicySourceOptions): Promise<PolicySource> {
  let inForce = await loadPolicies(path, options);
  /** Reloads run one after another, so that an older reading can't replace a newer one. */
  let turn: Promise<boolean> = Promise.resolve(false);

  async function load(): Promise<boolean> {
    try {
      const next = await loadPolicies(path, options);
      const changed = next.hash !== inForce.hash;
      inForce = next;
      return changed;
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      options.onError(error);
      return false;
    }
  }

  return {
    current: () => inForce,
    reload() {
      turn = turn.then(load, load);
      return turn;
    },
  };
}
