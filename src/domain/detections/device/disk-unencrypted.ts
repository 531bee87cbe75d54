import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.disk_unencrypted',
  check: 'disk_encrypted',
  strength: 2.5,
  severity: 'MEDIUM',
  title: 'Disk not encrypted',
  techniques: ['T1005'],
  advice: 'Whoever holds the device can read its data. Turn on full-disk encryption through device management.',
  personAdvice: 'Turn on disk encryption on this device.',
  falsePositive:
    'Virtual machines and lab devices: leave the check out of their reports or put them in a group of their own.',
});
