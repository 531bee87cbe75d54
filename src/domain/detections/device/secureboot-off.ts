import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.secureboot_off',
  check: 'secure_boot',
  strength: 2.5,
  severity: 'MEDIUM',
  title: 'Secure boot off',
  techniques: ['T1542'],
  advice:
    'The device starts code that nobody vouches for, so nothing it reports is certain. Turn on secure boot in its firmware.',
  personAdvice: 'Ask your IT team to turn on secure boot on this device.',
  falsePositive: 'Lab machines with own kernels: leave the check out of their reports.',
});
