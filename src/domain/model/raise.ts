/** A detection's finding as an evidence item. */
import type { Detection, Observation, Raise } from '../detections/detection.ts';
import { contextOf } from '../detections/detection.ts';
import type { EvidenceItem } from '../evidence.ts';

const RELIABILITY_DEFAULT = 0.9;
/** No single item weighs more than this, whatever a detection says: 20 nats. */
const STRENGTH_MAX_MILLI = 20_000;

export interface RaiseContext {
  readonly observation: Observation;
  /** Multiplies the strength; from configuration, 1 by default. */
  readonly scale: number;
}

export function evidenceFrom(detection: Detection, raise: Raise, { observation, scale }: RaiseContext): EvidenceItem {
  const signalId = observation.kind === 'signal' ? observation.signal.id : null;
  const key = raise.key ?? (detection.halfLife === 'state' ? 'state' : (signalId ?? 'request'));
  const context = contextOf(observation);
  const cap = raise.cap === undefined ? (detection.cap ?? null) : raise.cap;
  return {
    id: `${detection.id}#${key}`,
    detection: detection.id,
    factor: detection.factor,
    group: detection.group,
    sign: raise.sign ?? -1,
    strength: Math.min(STRENGTH_MAX_MILLI, Math.max(0, Math.round(raise.strength * scale * 1000))),
    reliability: Math.min(1000, Math.max(0, Math.round((raise.reliability ?? RELIABILITY_DEFAULT) * 1000))),
    observedAt: observation.at,
    since: observation.at,
    halfLifeMs: detection.halfLife === 'state' ? null : detection.halfLife,
    reportBy: raise.reportBy ?? null,
    cap: cap === null ? null : Math.round(cap * 1000),
    status: 'live',
    deviceId: raise.scope === 'device' ? context.deviceId : null,
    sessionId: raise.scope === 'session' ? context.sessionId : null,
    signalIds: signalId === null ? [] : [signalId],
    facts: raise.facts ?? {},
  };
}
