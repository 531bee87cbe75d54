import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, signalOf } from '../reading.ts';
import { resourceKeys } from '../../profile/keys.ts';

/** Different resources denied within an hour that look like probing. */
const DISTINCT_MIN = 8;
const DISTINCT_FULL = 16;
const STRENGTH_MAX = 2.5;

export const detection: Detection = {
  id: 'ub.resource_enumeration',
  factor: 'user_behavior',
  group: 'resources',
  halfLife: 12 * HOUR_MS,
  severity: 'MEDIUM',
  title: 'Probing for access',
  techniques: ['T1580', 'T1087'],
  advice: 'Many different resources were denied in a short time: somebody is finding out what the account may reach.',
  personAdvice: 'Your account was denied many things in a short time. If that was not you, contact your security team.',
  falsePositive: 'A broken client that asks for the same thing over and over: only different resources count.',
  entityTypes: ['user', 'session', 'service', 'application', 'device'],
  observes: ['access'],
  detect({ observation, profile }) {
    const signal = signalOf(observation, 'access');
    if (signal?.data.outcome !== 'denied') return NOTHING;
    const denied = new Set([resourceKeys(signal.data.resourceType, signal.data.resourceId)[1]]);
    for (const { kind, detail, at } of profile.recent) {
      if (kind === 'denied' && detail !== null && observation.at - at <= HOUR_MS) denied.add(detail);
    }
    if (denied.size < DISTINCT_MIN) return NOTHING;
    const strength = STRENGTH_MAX * Math.min(1, denied.size / DISTINCT_FULL);
    return [{ kind: 'raise', key: hourKey(observation.at), strength, facts: { denied: denied.size } }];
  },
};
