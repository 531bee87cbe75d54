import { contextOf, DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { isOwnActivity } from '../reading.ts';
import { habitAt } from '../../profile/habit.ts';

const STRENGTH = 2;
/** Sign-ins worth of doubt: with that many behind it, a novelty counts half. */
const SHRINKAGE = 3;
/** What a device known for this long leaves of the doubt: the person travels with it. */
const KNOWN_DEVICE_DAYS = 30;
const KNOWN_DEVICE_SHARE = 0.3;

export const detection: Detection = {
  id: 'ub.new_country',
  factor: 'user_behavior',
  group: 'context',
  halfLife: 7 * DAY_MS,
  severity: 'MEDIUM',
  title: 'First activity from this country',
  techniques: ['T1078'],
  advice: 'The entity has never worked from this country before. Compare with travel plans, and with the device used.',
  personAdvice: 'Your account was used from a new country. If that was not you, change your password.',
  falsePositive: 'Holidays and business trips: a device known for a month leaves a third of the doubt.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication', 'request'],
  detect({ observation, profile }) {
    const { geo, deviceId } = contextOf(observation);
    const country = geo?.country ?? null;
    if (country === null || !isOwnActivity(observation)) return NOTHING;
    const habit = habitAt(profile, observation.at);
    if (habit.logins === 0 || habit.weight('network', `country:${country}`) > 0) return NOTHING;
    const device = deviceId === null ? undefined : profile.devices.find(({ id }) => id === deviceId);
    const isKnown = device !== undefined && observation.at - device.firstAt >= KNOWN_DEVICE_DAYS * DAY_MS;
    const strength = STRENGTH * (habit.logins / (habit.logins + SHRINKAGE)) * (isKnown ? KNOWN_DEVICE_SHARE : 1);
    return [{ kind: 'raise', key: `country:${country}`, strength, scope: 'session', facts: { country } }];
  },
};
