import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { loginOf } from '../reading.ts';
import { parseAgent } from '../../profile/agent.ts';
import { habitAt } from '../../profile/habit.ts';

const STRENGTHS: Readonly<Record<string, number>> = { legacy: 2, ropc: 2, device_code: 1.5 };
/** A client used that often has been noticed by now; what it leaves open still counts a little. */
const KNOWN_CLIENT_LOGINS = 10;
const KNOWN_CLIENT_SHARE = 0.3;

export const detection: Detection = {
  id: 'au.legacy_protocol',
  factor: 'authentication',
  group: 'protocol',
  halfLife: 24 * HOUR_MS,
  cap: 0.65,
  severity: 'MEDIUM',
  title: 'Protocol without strong authentication',
  techniques: ['T1078', 'T1528'],
  advice:
    'The sign-in used a protocol that second factors and policies don’t protect, or whose code can be phished. Close it.',
  personAdvice: 'Use an up-to-date application to sign in.',
  falsePositive: 'Command-line clients in regular use: after ten sign-ins with one, a third remains and no ceiling.',
  entityTypes: ['user', 'session'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    const login = loginOf(observation);
    const protocol = login?.data.protocol ?? null;
    const strength = protocol === null ? undefined : STRENGTHS[protocol];
    if (login === null || protocol === null || strength === undefined) return NOTHING;
    const facts = { protocol };
    const agent = parseAgent(login.userAgent)?.fingerprint;
    const habit = agent === undefined ? 0 : habitAt(profile, observation.at).weight('device', `agent:${agent}`);
    if (habit < KNOWN_CLIENT_LOGINS) return [{ kind: 'raise', key: protocol, strength, facts }];
    return [{ kind: 'raise', key: protocol, strength: strength * KNOWN_CLIENT_SHARE, cap: null, facts }];
  },
};
