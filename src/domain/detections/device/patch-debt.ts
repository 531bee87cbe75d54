import { DAY_MS } from '../detection.ts';
import { postureFact } from './posture-fact.ts';

/** Updates come monthly and roll out in stages: 30 days and a grace of 14. */
export const PATCH_GRACE_DAYS = 44;
/** Days past the grace after which the debt weighs fully. */
const FULL_DEBT_DAYS = 136;
const STRENGTH_MAX = 4;

export const detection = postureFact({
  id: 'dp.patch_debt',
  key: 'patches',
  group: 'exposure',
  severity: 'MEDIUM',
  title: 'Security updates missing',
  techniques: ['T1190', 'T1203'],
  advice: 'The newest installed security update is old. Find out what keeps the device from updating.',
  personAdvice: 'Install the pending updates of this device and restart it.',
  falsePositive: 'Staged rollouts: nothing is said within 44 days, and the strength grows with every day after.',
  judge({ occurredAt, data: { patchedAt } }) {
    if (patchedAt === null) return null;
    const days = (occurredAt - patchedAt) / DAY_MS;
    if (days <= PATCH_GRACE_DAYS) return 'clear';
    const strength = STRENGTH_MAX * Math.min(1, (days - PATCH_GRACE_DAYS) / FULL_DEBT_DAYS);
    return { strength, facts: { days: Math.floor(days) } };
  },
});
