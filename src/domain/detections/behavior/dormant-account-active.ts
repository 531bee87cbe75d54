import { DAY_MS, NOTHING, type Detection } from '../detection.ts';
import { isOwnActivity } from '../reading.ts';

const DORMANT_DAYS = 90;

export const detection: Detection = {
  id: 'ub.dormant_account_active',
  factor: 'user_behavior',
  group: 'dormancy',
  halfLife: 7 * DAY_MS,
  severity: 'MEDIUM',
  title: 'Dormant account active again',
  techniques: ['T1078'],
  advice: 'The account was unused for over 90 days. Check that its owner is back, and that it is still needed.',
  personAdvice: 'Your account was used after a long pause. If that was not you, change your password.',
  falsePositive: 'Long leave: a step-up by the returning person takes the doubt back.',
  entityTypes: ['user', 'service', 'application'],
  observes: ['authentication', 'access', 'request'],
  detect({ observation, profile }) {
    const { lastActiveAt } = profile;
    if (lastActiveAt === null || !isOwnActivity(observation)) return NOTHING;
    const days = Math.floor((observation.at - lastActiveAt) / DAY_MS);
    if (days < DORMANT_DAYS) return NOTHING;
    return [{ kind: 'raise', key: `since:${lastActiveAt}`, strength: 1.5, facts: { days } }];
  },
};
