import { postureFact } from './posture-fact.ts';

export const detection = postureFact({
  id: 'dp.unmanaged',
  key: 'managed',
  group: 'management',
  cap: 0.65,
  severity: 'LOW',
  title: 'Unmanaged device',
  techniques: [],
  advice: 'Nobody enforces settings on this device, and what it reports about itself is its own word.',
  personAdvice: 'Enrol this device with your organisation to get full access from it.',
  falsePositive:
    'Own devices that are allowed: say so in a policy and grant them less, rather than trusting them more.',
  judge: ({ data: { managed } }) => (managed === null ? null : managed ? 'clear' : { strength: 2.5 }),
});
