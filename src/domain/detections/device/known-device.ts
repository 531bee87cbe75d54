import { contextOf, DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { loginOf } from '../reading.ts';

const STRENGTH = 3;
/** Days of use after which a device is fully known. */
const KNOWN_DAYS = 30;

export const detection: Detection = {
  id: 'dp.known_device',
  factor: 'device_posture',
  group: 'device_age',
  halfLife: 14 * DAY_MS,
  severity: 'INFO',
  title: 'Device used for a long time',
  techniques: [],
  advice: 'Trust earned by working on the same device: in full after 30 days, nothing on the first.',
  personAdvice: 'Working on your usual device helps.',
  falsePositive: 'A stolen device: report it, and findings about it outweigh its age.',
  entityTypes: ['user', 'session'],
  observes: ['authentication', 'request'],
  detect({ observation, profile }) {
    const { deviceId } = contextOf(observation);
    if (deviceId === null || (observation.kind === 'signal' && loginOf(observation) === null)) return NOTHING;
    const seen = profile.devices.find(({ id }) => id === deviceId);
    const days = seen === undefined ? 0 : (observation.at - seen.firstAt) / DAY_MS;
    if (days < 1) return NOTHING;
    const strength = STRENGTH * Math.min(1, days / KNOWN_DAYS);
    return [
      {
        kind: 'raise',
        sign: 1,
        key: `device:${deviceId}`,
        strength,
        scope: 'device',
        facts: { days: Math.floor(days) },
      },
    ];
  },
};
