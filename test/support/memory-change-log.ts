/**
 * A change log in memory with what makes the real one hard: positions are taken when a transaction begins and appear
 * when it commits, in any order; what follows an open transaction is held back. Not for more than one test at a time.
 */
import { TrustError } from '../../src/domain/errors.ts';
import type { Change, ChangeLog } from '../../src/domain/ports/change-bus.ts';

export interface MemoryChangeLog extends ChangeLog {
  /** Takes the next position; the change appears with `commit`, or never. */
  begin(change: Omit<Change, 'position'>): { commit(): Change; rollBack(): void };
  /** Runs before each read answers, to let something happen in between. */
  beforeRead(hook: (() => void | Promise<void>) | null): void;
  reads(): number;
}

export function createMemoryChangeLog(): MemoryChangeLog {
  const rows: { readonly number: number; readonly change: Change }[] = [];
  const open = new Set<number>();
  let last = 0;
  let reads = 0;
  let hook: (() => void | Promise<void>) | null = null;

  const visible = (tenant: string): readonly Change[] => {
    const barrier = Math.min(Infinity, ...open);
    return rows
      .filter(({ number, change }) => number < barrier && change.entity.tenant === tenant)
      .sort((left, right) => left.number - right.number)
      .map(({ change }) => change);
  };
  const numberOf = (position: string): number => {
    const [, digits] = /^p(\d+)$/.exec(position) ?? [];
    if (digits === undefined) throw new TrustError('BAD_USER_INPUT', 'after: not a position.');
    return Number(digits);
  };

  return {
    begin: (change) => {
      last += 1;
      const number = last;
      open.add(number);
      return {
        commit: () => {
          const whole = { ...change, position: `p${number}` };
          rows.push({ number, change: whole });
          open.delete(number);
          return whole;
        },
        rollBack: () => void open.delete(number),
      };
    },
    beforeRead: (next) => {
      hook = next;
    },
    reads: () => reads,
    after: async (tenant, position, limit) => {
      const from = position === null ? 0 : numberOf(position);
      reads += 1;
      const answer = visible(tenant).filter((change) => numberOf(change.position) > from);
      await hook?.();
      return answer.slice(0, limit);
    },
    head: async (tenant) => {
      reads += 1;
      const answer = visible(tenant).at(-1)?.position ?? null;
      await hook?.();
      return answer;
    },
  };
}
