import { postureFact } from './posture-fact.ts';

export const detection = postureFact({
  id: 'dp.noncompliant',
  key: 'compliance',
  group: 'management',
  cap: 0.6,
  severity: 'MEDIUM',
  title: 'Not compliant with device policy',
  techniques: [],
  advice: 'Device management says that the device breaks its policy. Its console names the rules.',
  personAdvice: 'Open the company portal on this device and follow what it asks for.',
  falsePositive: 'A new policy that devices have not met yet: a grace period weighs little and does not cap.',
  judge({ data: { compliance } }) {
    if (compliance === null) return null;
    if (compliance === 'compliant') return 'clear';
    return compliance === 'in_grace'
      ? { strength: 0.5, cap: null, facts: { compliance } }
      : { strength: 3, facts: { compliance } };
  },
});
