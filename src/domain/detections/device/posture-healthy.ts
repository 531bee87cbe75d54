import { DAY_MS, HOUR_MS } from '../detection.ts';
import type { SignalOf } from '../../signal.ts';
import { PATCH_GRACE_DAYS } from './patch-debt.ts';
import { postureFact } from './posture-fact.ts';

/** Nats per passing check, and the most that checks can bring together. */
const PER_CHECK = 1;
const CHECKS_MAX = 5;

export const detection = postureFact({
  id: 'dp.posture_healthy',
  key: 'healthy',
  group: 'posture_trust',
  severity: 'INFO',
  title: 'Healthy device',
  techniques: [],
  advice:
    'Trust earned by what the device reports: passing checks, recent updates, live protection, management, attestation.',
  personAdvice: 'Keeping your device updated and enrolled gives you the smoothest access.',
  falsePositive:
    'A device that lies about itself: attestation is worth most, and failing checks are counted elsewhere.',
  judge(signal) {
    const earned = trustOf(signal);
    const strength = Object.values(earned).reduce((sum, nats) => sum + nats, 0);
    if (strength > 0) return { sign: 1, strength, scope: 'device', facts: earned };
    // A report that speaks of health and finds none ends the trust of earlier ones.
    return Object.keys(earned).length > 0 ? 'clear' : null;
  },
});

/** Nats by area, only for areas the report speaks of. What it leaves out earns nothing. */
function trustOf({ occurredAt, data }: SignalOf<'device_posture'>): Record<string, number> {
  const earned: Record<string, number> = {};
  const results = Object.values(data.checks);
  if (results.length > 0) {
    earned['checks'] = Math.min(CHECKS_MAX, PER_CHECK * results.filter((result) => result === 'pass').length);
  }
  if (data.patchedAt !== null) earned['patched'] = occurredAt - data.patchedAt <= PATCH_GRACE_DAYS * DAY_MS ? 3 : 0;
  if (data.edrLastSeenAt !== null) earned['edr'] = occurredAt - data.edrLastSeenAt <= 24 * HOUR_MS ? 3 : 0;
  if (data.managed !== null) earned['managed'] = data.managed ? 1 : 0;
  if (data.compliance !== null) earned['compliant'] = data.compliance === 'compliant' ? 2 : 0;
  if (data.attestation !== null) earned['attested'] = data.attestation === 'passed' ? 3 : 0;
  return earned;
}
