import { contextOf, DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { loginOf } from '../reading.ts';
import { habitAt } from '../../profile/habit.ts';

/** Before that many sign-ins every device is new, which says nothing. */
const HISTORY_MIN = 3;
const NEW_FOR_MS = DAY_MS;

export const detection: Detection = {
  id: 'dp.new_device',
  factor: 'device_posture',
  group: 'device_age',
  halfLife: 14 * DAY_MS,
  severity: 'LOW',
  title: 'New device',
  techniques: ['T1098.005'],
  advice: 'The entity has not used this device before. Check that it was handed out or enrolled on purpose.',
  personAdvice: 'You used a new device. If that was not you, remove it from your account.',
  falsePositive:
    'A replacement through device management: it weighs little, fades in weeks, and a step-up takes it back.',
  entityTypes: ['user', 'session'],
  observes: ['authentication', 'request'],
  detect({ observation, profile }) {
    const { deviceId } = contextOf(observation);
    if (deviceId === null || (observation.kind === 'signal' && loginOf(observation) === null)) return NOTHING;
    if (habitAt(profile, observation.at).logins < HISTORY_MIN || profile.devices.length === 0) return NOTHING;
    const seen = profile.devices.find(({ id }) => id === deviceId);
    if (seen !== undefined && observation.at - seen.firstAt >= NEW_FOR_MS) return NOTHING;
    return [{ kind: 'raise', key: `device:${deviceId}`, strength: 1, scope: 'session' }];
  },
};
