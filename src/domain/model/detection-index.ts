/** The detections in force, found by what they observe. Built once, so that a fold or a question looks at few of them. */
import type { Detection } from '../detections/detection.ts';
import type { EntityType, Severity } from '../entity.ts';
import type { Sign } from '../evidence.ts';
import { SILENCE_DETECTION } from './silence.ts';

export interface ActiveDetection {
  readonly detection: Detection;
  readonly scale: number;
}

export interface DetectionInfo {
  readonly title: string;
  readonly trustTitle?: string;
  readonly severity: Severity;
  readonly techniques: readonly string[];
}

export interface DetectionIndex {
  observing(type: EntityType, what: Detection['observes'][number]): readonly ActiveDetection[];
  info(id: string): DetectionInfo;
  titleOf(id: string, sign: Sign): string;
}

const NONE: readonly ActiveDetection[] = [];
const SILENCE_INFO: DetectionInfo = {
  title: 'Device stopped reporting its posture',
  severity: 'MEDIUM',
  techniques: ['T1562'],
};

export function createDetectionIndex(
  catalogue: readonly Detection[],
  { disabled, strength }: { readonly disabled: readonly string[]; readonly strength: Readonly<Record<string, number>> },
): DetectionIndex {
  const byObservation = new Map<string, ActiveDetection[]>();
  const infos = new Map<string, DetectionInfo>([[SILENCE_DETECTION, SILENCE_INFO]]);
  for (const detection of catalogue) {
    infos.set(detection.id, detection);
    if (disabled.includes(detection.id)) continue;
    const active = { detection, scale: strength[detection.id] ?? 1 };
    for (const type of detection.entityTypes) {
      for (const what of detection.observes) {
        const key = `${type}/${what}`;
        const known = byObservation.get(key);
        if (known === undefined) byObservation.set(key, [active]);
        else known.push(active);
      }
    }
  }
  const info = (id: string): DetectionInfo => infos.get(id) ?? { title: id, severity: 'MEDIUM', techniques: [] };
  return {
    observing: (type, what) => byObservation.get(`${type}/${what}`) ?? NONE,
    info,
    titleOf: (id, sign) => (sign > 0 ? info(id).trustTitle : undefined) ?? info(id).title,
  };
}
