import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.screenlock_off',
  check: 'screen_lock',
  strength: 1,
  severity: 'LOW',
  title: 'Screen lock off',
  techniques: [],
  advice: 'The device does not lock itself, so whoever passes by can use it. Enforce a lock through management.',
  personAdvice: 'Turn on the screen lock of this device.',
  falsePositive: 'Kiosks and wall displays: leave the check out of their reports.',
});
