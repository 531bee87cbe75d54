/** Posture checks that either pass or fail: one risk item per device while a check fails. */
import { NOTHING, type Detection } from '../detection.ts';
import { postureDue, postureKey, signalOf } from '../reading.ts';

export interface FailedCheckDetection extends Pick<
  Detection,
  'id' | 'cap' | 'severity' | 'title' | 'techniques' | 'advice' | 'personAdvice' | 'falsePositive'
> {
  /** Name of the check in a posture report. */
  readonly check: string;
  /** Nats while it fails. */
  readonly strength: number;
}

/** Raises while the check fails, clears when it passes, says nothing when it is not reported. */
export function failedCheck({ check, strength, ...texts }: FailedCheckDetection): Detection {
  return {
    ...texts,
    factor: 'device_posture',
    group: 'posture',
    halfLife: 'state',
    entityTypes: ['device', 'user', 'session'],
    observes: ['device_posture'],
    detect(input) {
      const signal = signalOf(input.observation, 'device_posture');
      const result = signal?.data.checks[check];
      if (signal === null || result === undefined) return NOTHING;
      const key = postureKey(signal, input, check);
      if (result === 'pass') return [{ kind: 'resolve', key }];
      return [{ kind: 'raise', key, strength, reportBy: postureDue(signal), facts: { check } }];
    },
  };
}
