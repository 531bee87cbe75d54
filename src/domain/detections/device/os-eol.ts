import { DAY_MS } from '../detection.ts';
import { supportEnd } from './os-lifecycle.ts';
import { postureFact } from './posture-fact.ts';

const STRENGTH_MIN = 3;
const STRENGTH_MAX = 6;
/** Nats added for each year without updates. */
const PER_YEAR = 1.5;

export const detection = postureFact({
  id: 'dp.os_eol',
  key: 'os',
  group: 'exposure',
  cap: 0.6,
  severity: 'HIGH',
  title: 'Operating system out of support',
  techniques: ['T1203'],
  advice: 'The operating system gets no security updates any more. Upgrade or replace the device.',
  personAdvice: 'Upgrade the operating system of this device, or ask for a replacement.',
  falsePositive:
    'Editions with long-term or paid support: they are not judged; otherwise the longest-served edition counts.',
  judge({ occurredAt, data: { osName, osVersion } }) {
    if (osName === null || osVersion === null) return null;
    const end = supportEnd(osName, osVersion);
    if (end === null || occurredAt < end) return 'clear';
    const years = (occurredAt - end) / (365 * DAY_MS);
    const facts = { os: `${osName} ${osVersion}`, days: Math.floor((occurredAt - end) / DAY_MS) };
    return { strength: Math.min(STRENGTH_MAX, STRENGTH_MIN + PER_YEAR * years), facts };
  },
});
