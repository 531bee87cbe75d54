import { failedCheck } from './failed-check.ts';

export const detection = failedCheck({
  id: 'dp.edr_missing',
  check: 'edr_running',
  strength: 3,
  cap: 0.6,
  severity: 'HIGH',
  title: 'Endpoint protection not running',
  techniques: ['T1562.001'],
  advice:
    'The endpoint agent is missing or stopped, which intruders do first. Reinstall it, then look at when it stopped and why.',
  personAdvice: 'Reinstall the security software of this device, or ask your IT team.',
  falsePositive: 'A reinstallation under way: the next passing report clears it.',
});
