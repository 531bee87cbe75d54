import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, loginOf } from '../reading.ts';
import { parseAgent } from '../../profile/agent.ts';
import { habitAt } from '../../profile/habit.ts';
import { failuresWithin, isGuess } from './failures.ts';

const WINDOW_MS = HOUR_MS / 2;
const FAILURES_MIN = 5;
const STRENGTH = 2.5;
/** A forgotten password: the same address and client as always. */
const FORGOTTEN_SHARE = 0.2;

export const detection: Detection = {
  id: 'au.success_after_failures',
  factor: 'authentication',
  group: 'guessing',
  halfLife: 12 * HOUR_MS,
  severity: 'HIGH',
  title: 'Success after many failures',
  techniques: ['T1110.001'],
  advice: 'A password was found after several wrong ones. If the address is not the person’s own, treat it as stolen.',
  personAdvice: 'Someone signed in after several wrong passwords. If that was not you, change your password.',
  falsePositive: 'A forgotten password, tried from the person’s own address and client, weighs a fifth.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    const login = loginOf(observation);
    if (login === null) return NOTHING;
    const failures = failuresWithin(profile, isGuess, { at: observation.at, windowMs: WINDOW_MS });
    if (failures.length < FAILURES_MIN) return NOTHING;
    const habit = habitAt(profile, observation.at);
    const agent = parseAgent(login.userAgent)?.fingerprint ?? null;
    const isOwn =
      login.ip !== null &&
      agent !== null &&
      habit.weight('network', `ip:${login.ip}`) > 0 &&
      habit.weight('device', `agent:${agent}`) > 0 &&
      failures.every(({ ip }) => ip === login.ip);
    const strength = isOwn ? STRENGTH * FORGOTTEN_SHARE : STRENGTH;
    const facts = { failures: failures.length, own_address: isOwn };
    return [{ kind: 'raise', key: hourKey(observation.at), strength, facts }];
  },
};
