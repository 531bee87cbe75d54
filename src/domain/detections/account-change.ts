/** Changes to an account that an intruder makes to stay: one risk item per kind of change and day. */
import type { AccountChange, SignalOf } from '../signal.ts';
import { NOTHING, type Detection, type DetectionInput, type Finding } from './detection.ts';
import { dayKey, signalOf } from './reading.ts';

export interface AccountChangeDetection extends Omit<Detection, 'observes' | 'detect'> {
  readonly changes: readonly AccountChange[];
  /** Changes that undo them. */
  readonly clearedBy: readonly AccountChange[];
  /** Nats for this change, 0 for none. */
  strengthOf(signal: SignalOf<'account_change'>, input: DetectionInput): number;
  /** Below this strength the cap is not applied. Default 0: always applied. */
  readonly capFrom?: number;
}

export function accountChange(spec: AccountChangeDetection): Detection {
  const { changes, clearedBy, strengthOf, capFrom = 0, ...rest } = spec;
  return {
    ...rest,
    observes: ['account_change'],
    detect(input): readonly Finding[] {
      const signal = signalOf(input.observation, 'account_change');
      if (signal === null) return NOTHING;
      const { change, actor } = signal.data;
      if (clearedBy.includes(change)) return [{ kind: 'resolve', key: '*' }];
      const strength = changes.includes(change) ? strengthOf(signal, input) : 0;
      if (strength <= 0) return NOTHING;
      const facts = { change, actor: actor ?? 'unknown' };
      const cap = strength < capFrom ? { cap: null } : {};
      return [{ kind: 'raise', key: `${change}:${dayKey(signal.occurredAt)}`, strength, ...cap, facts }];
    },
  };
}
