/** SIGHUP loads the policies anew. Those that do not check are refused and logged; the ones in force stay. */
import type { PolicySource } from '../adapters/policy/source.ts';
import type { Logger } from '../observability/logger.ts';

export function reloadOnHangup(policy: PolicySource, logger: Logger): void {
  const reload = async (): Promise<void> => {
    const changed = await policy.reload();
    logger.info({ policy_hash: policy.current().hash, changed }, 'Policies were read anew.');
  };
  process.on('SIGHUP', () => void reload());
}
