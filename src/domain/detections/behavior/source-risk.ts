import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, loginOf } from '../reading.ts';

/** Nats for what the source itself thought of the sign-in; the strongest hint counts. */
const HINTS: readonly (readonly [string, number])[] = [
  ['risk_high', 3],
  ['velocity', 2],
  ['risk_medium', 1.5],
  ['new_country', 1],
];

export const detection: Detection = {
  id: 'ub.source_risk',
  factor: 'user_behavior',
  group: 'context',
  halfLife: 24 * HOUR_MS,
  severity: 'MEDIUM',
  title: 'Identity provider rates the sign-in as risky',
  techniques: ['T1078'],
  advice:
    'The identity provider knows the history of its own sign-ins and doubted this one. See its log for the reasons.',
  personAdvice: 'Your identity provider had doubts about a sign-in. If it was not you, change your password.',
  falsePositive: 'Providers that call every new laptop a risk: weigh this detection down in the settings.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation }) {
    const login = loginOf(observation);
    const hint = login === null ? undefined : HINTS.find(([name]) => login.data.hints.includes(name));
    if (hint === undefined) return NOTHING;
    const [name, strength] = hint;
    return [{ kind: 'raise', key: dayKey(observation.at), strength, scope: 'session', facts: { hint: name } }];
  },
};
