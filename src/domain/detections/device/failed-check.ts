/** Posture checks that either pass or fail: one risk item per device while a check fails. */
import { NOTHING, type Detection } from '../detection.ts';
import { postureDue, signalOf } from '../reading.ts';

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
    entityTypes: ['device'],
    observes: ['device_posture'],
    detect({ observation }) {
      const signal = signalOf(observation, 'device_posture');
      if (signal === null || !Object.hasOwn(signal.data.checks, check)) return NOTHING;
      if (signal.data.checks[check] === 'pass') return [{ kind: 'resolve', key: check }];
      return [{ kind: 'raise', key: check, strength, reportBy: postureDue(signal), facts: { check } }];
    },
  };
}
