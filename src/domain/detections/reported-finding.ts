/** Verdicts of people and other security products: raised while open, cleared when the source resolves them. */
import type { FindingKind } from '../signal.ts';
import { NOTHING, type Detection, type DetectionInput } from './detection.ts';
import { signalOf } from './reading.ts';

export interface ReportedFindingDetection extends Omit<Detection, 'observes' | 'detect'> {
  readonly kinds: readonly FindingKind[];
  /** Findings of another kind that end these. */
  readonly clearedBy?: readonly FindingKind[];
  /** Nats at full confidence. */
  readonly strength: number;
}

export function reportedFinding(spec: ReportedFindingDetection): Detection {
  const { kinds, clearedBy = [], strength, ...rest } = spec;
  return {
    ...rest,
    observes: ['finding'],
    detect({ observation, entityType }: DetectionInput) {
      const signal = signalOf(observation, 'finding');
      if (signal === null) return NOTHING;
      const { kind, status, confidence } = signal.data;
      if (clearedBy.includes(kind)) return [{ kind: 'resolve', key: '*' }];
      if (!kinds.includes(kind)) return NOTHING;
      if (status === 'resolved') return [{ kind: 'resolve', key: kind }];
      // What concerns a device counts there; a person's answers take their device's posture in anyway.
      if (rest.factor === 'device_posture' && entityType !== 'device' && signal.deviceId !== null) return NOTHING;
      return [{ kind: 'raise', key: kind, strength: strength * confidence, facts: { finding: kind, confidence } }];
    },
  };
}
