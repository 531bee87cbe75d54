/** Facts of a posture report that are more than a check: one state item, cleared when the report says it is over. */
import type { SignalOf } from '../../signal.ts';
import { NOTHING, type Detection, type Raise } from '../detection.ts';
import { postureDue, signalOf } from '../reading.ts';

export interface PostureFactDetection extends Omit<
  Detection,
  'factor' | 'halfLife' | 'entityTypes' | 'observes' | 'detect'
> {
  readonly key: string;
  /** What the report says: something to raise, `clear` when all is well, `null` when it does not say. */
  judge(signal: SignalOf<'device_posture'>): Omit<Raise, 'kind' | 'key' | 'reportBy'> | 'clear' | null;
}

export function postureFact({ key, judge, ...rest }: PostureFactDetection): Detection {
  return {
    ...rest,
    factor: 'device_posture',
    halfLife: 'state',
    entityTypes: ['device'],
    observes: ['device_posture'],
    detect({ observation }) {
      const signal = signalOf(observation, 'device_posture');
      const verdict = signal === null ? null : judge(signal);
      if (signal === null || verdict === null) return NOTHING;
      if (verdict === 'clear') return [{ kind: 'resolve', key }];
      return [{ kind: 'raise', key, ...verdict, reportBy: postureDue(signal) }];
    },
  };
}
