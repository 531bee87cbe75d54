import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.firewall_off',
  check: 'firewall',
  strength: 1.5,
  severity: 'LOW',
  title: 'Firewall off',
  techniques: ['T1562.004'],
  advice:
    'The host firewall is off, so every service of the device is open to its network. Enforce it through management.',
  personAdvice: 'Turn on the firewall of this device.',
  falsePositive: 'Servers behind a network firewall: leave the check out of their reports.',
});
