import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.rooted_jailbroken',
  check: 'not_rooted',
  strength: 6,
  cap: 0.3,
  severity: 'CRITICAL',
  title: 'Rooted or jailbroken',
  techniques: ['T1398'],
  advice: 'The protection of the operating system has been removed: apps can read each other and lie about the device.',
  personAdvice: 'Restore the original system of this device before using it for work.',
  falsePositive: 'Development devices: keep them away from production data and out of these reports.',
});
