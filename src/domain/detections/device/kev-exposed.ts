import { DAY_MS } from '../detection.ts';
import { PATCH_GRACE_DAYS } from './patch-debt.ts';
import { postureFact } from './posture-fact.ts';

export const detection = postureFact({
  id: 'dp.kev_exposed',
  key: 'exploited_cves',
  group: 'exposure',
  cap: 0.5,
  severity: 'HIGH',
  title: 'Known exploited vulnerability',
  techniques: ['T1190', 'T1068'],
  advice:
    'The device has a vulnerability that attackers are known to use. Update it first, then look for signs of use.',
  personAdvice: 'Install the pending updates of this device now.',
  falsePositive: 'Fixes backported by a distribution: scanners that read its advisories do not report them.',
  judge({ occurredAt, data: { exploitedCves, patchedAt, checks } }) {
    const [first] = exploitedCves;
    if (first !== undefined) {
      const strength = Math.min(5, 3.5 + 0.5 * exploitedCves.length);
      return { strength, facts: { count: exploitedCves.length, first } };
    }
    // An empty list also comes from reporters that never scan, so it alone clears nothing.
    const isPatched = patchedAt !== null && occurredAt - patchedAt <= PATCH_GRACE_DAYS * DAY_MS;
    return isPatched || checks['no_exploited_vulnerabilities'] === 'pass' ? 'clear' : null;
  },
});
