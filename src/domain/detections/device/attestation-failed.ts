import { postureFact } from './posture-fact.ts';

export const detection = postureFact({
  id: 'dp.attestation_failed',
  key: 'attestation',
  group: 'integrity',
  cap: 0.35,
  severity: 'HIGH',
  title: 'Device attestation failed',
  techniques: ['T1542'],
  advice: 'The device could not prove to its hardware that it started cleanly. Treat its reports as unproven.',
  personAdvice: 'Restart this device. If the message stays, contact your IT team.',
  falsePositive:
    'A firmware update changes the measurements once. An attestation that is merely old weighs 1 and does not cap.',
  judge({ data: { attestation } }) {
    if (attestation === null) return null;
    if (attestation === 'passed') return 'clear';
    return attestation === 'stale'
      ? { strength: 1, cap: null, facts: { attestation } }
      : { strength: 4, facts: { attestation } };
  },
});
