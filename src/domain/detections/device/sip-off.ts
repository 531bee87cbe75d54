import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.sip_off',
  check: 'sip',
  strength: 3,
  severity: 'MEDIUM',
  title: 'System integrity protection off',
  techniques: ['T1562'],
  advice:
    'The system files of the device can be changed. Find out who turned the protection off, and turn it on again.',
  personAdvice: 'Ask your IT team to turn system integrity protection back on.',
  falsePositive: 'Driver developers: leave the check out of the reports of their test machines.',
});
