/**
 * Silence as evidence: a device that stopped reporting. Trust from its last report fades (mass.ts) and this risk item
 * grows in its place, so withholding telemetry can only lower trust.
 */
import { STATE_STALE_HALF_LIFE_MS, type EvidenceItem } from '../evidence.ts';
import { decayFactor, nextDecayStep } from './decay.ts';

export const SILENCE_DETECTION = 'dp.telemetry_silent';

/** Strength it ramps to, milli-nats. */
const STRENGTH_MAX = 3000;

/**
 * When the newest posture report was due to be followed by another; `null` without any. Trust items alone count: a
 * failing check must not be able to end a silence, or more risk evidence would raise trust.
 */
function reportDue(items: readonly EvidenceItem[]): number | null {
  let due: number | null = null;
  for (const item of items) {
    if (item.sign < 0 || item.factor !== 'device_posture' || item.status !== 'live' || item.reportBy === null) continue;
    if (due === null || item.reportBy > due) due = item.reportBy;
  }
  return due;
}

/** The risk item for overdue posture, `null` while reports are in time. Ramps as `3·(1 − 2^(−Δ/3d))` nats. */
export function silenceItem(items: readonly EvidenceItem[], now: number): EvidenceItem | null {
  const due = reportDue(items);
  if (due === null || now <= due) return null;
  const strength = Math.round(STRENGTH_MAX * (1 - decayFactor(now - due, STATE_STALE_HALF_LIFE_MS)));
  if (strength === 0) return null;
  return {
    id: `${SILENCE_DETECTION}#state`,
    detection: SILENCE_DETECTION,
    factor: 'device_posture',
    group: 'telemetry',
    sign: -1,
    strength,
    reliability: 1000,
    observedAt: due,
    since: due,
    halfLifeMs: null,
    reportBy: null,
    cap: null,
    status: 'live',
    deviceId: null,
    sessionId: null,
    signalIds: [],
    facts: { report_due: due },
  };
}

/** When silence next changes the score: at every step of the ramp. */
export function nextSilenceChange(items: readonly EvidenceItem[], now: number): number | null {
  const due = reportDue(items);
  return due === null ? null : nextDecayStep(due, STATE_STALE_HALF_LIFE_MS, now);
}
