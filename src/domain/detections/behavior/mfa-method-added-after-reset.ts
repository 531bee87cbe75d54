import { DAY_MS, HOUR_MS } from '../detection.ts';
import { accountChange } from '../account-change.ts';
import { habitAt } from '../../profile/habit.ts';

const RESETS: readonly (string | null)[] = ['mfa_reset', 'mfa_disabled', 'password_reset'];
const STRENGTH = 5;
/** What is left when the new factor is enrolled from an address the person uses anyway. */
const OWN_ADDRESS_SHARE = 0.3;
const OWN_ADDRESS_LOGINS = 3;

export const detection = accountChange({
  id: 'ub.mfa_method_added_after_reset',
  changes: ['mfa_enrolled'],
  clearedBy: [],
  capFrom: STRENGTH,
  factor: 'user_behavior',
  group: 'persistence',
  halfLife: 7 * DAY_MS,
  cap: 0.35,
  severity: 'CRITICAL',
  title: 'New factor right after a reset',
  techniques: ['T1556.006', 'T1098.005'],
  advice:
    'A reset was followed by a new factor within the hour, the pattern of a talked-over helpdesk. Call the person back.',
  personAdvice: 'A new sign-in method was added to your account after a reset. If that was not you, report it now.',
  falsePositive:
    'Onboarding, and people who replace a lost phone from home: the first is silent, the second weighs a third.',
  entityTypes: ['user'],
  strengthOf(signal, { profile, observation }) {
    const recent = profile.recent.filter(({ kind }) => kind === 'change');
    const isJoiner = recent.some(({ detail }) => detail === 'account_created');
    const isReset = recent.some(({ detail, at }) => RESETS.includes(detail) && observation.at - at <= HOUR_MS);
    if (!isReset || isJoiner) return 0;
    const habit = signal.ip === null ? 0 : habitAt(profile, observation.at).weight('network', `ip:${signal.ip}`);
    return habit >= OWN_ADDRESS_LOGINS ? STRENGTH * OWN_ADDRESS_SHARE : STRENGTH;
  },
});
