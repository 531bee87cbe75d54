import { TrustError } from '../../../src/domain/errors.ts';

/** The sorted paths of the faults that `run` is refused with; throws when it is not refused as bad input. */
export function faultPaths(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof TrustError && error.code === 'BAD_USER_INPUT') {
      return error.faults.map(({ path }) => path).sort();
    }
    throw error;
  }
  throw new Error('was not refused');
}
