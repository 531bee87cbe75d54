import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, signalOf } from '../reading.ts';
import { weightAt } from '../../profile/counts.ts';
import { PRIVILEGED_KEY } from '../../profile/keys.ts';

/** Privileged actions an hour that stand out for somebody who rarely does any. */
const BURST_MIN = 5;
/** A practised administrator: this many decayed privileged actions … */
const PRACTISED = 50;
/** … and then it takes this many in an hour. */
const BURST_PRACTISED = 25;
const STRENGTH_MAX = 3;

export const detection: Detection = {
  id: 'ub.privilege_action_burst',
  factor: 'user_behavior',
  group: 'privilege',
  halfLife: 24 * HOUR_MS,
  cap: 0.5,
  severity: 'HIGH',
  title: 'Burst of privileged actions',
  techniques: ['T1098', 'T1078.004'],
  advice: 'Far more administrative actions than this entity usually does. Match them with a change ticket.',
  personAdvice: 'Your account did many administrative actions. If that was not you, contact your security team.',
  falsePositive: 'Maintenance windows of practised administrators: their own history raises the bar fivefold.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['access'],
  detect({ observation, profile }) {
    const signal = signalOf(observation, 'access');
    if (signal === null || signal.data.outcome !== 'allowed' || !signal.data.privileged) return NOTHING;
    let burst = signal.data.count;
    let signals = 0;
    for (const event of profile.recent) {
      if (event.kind !== 'allowed' || !event.privileged || observation.at - event.at > HOUR_MS) continue;
      burst += event.count;
      signals += 1;
    }
    const practice = weightAt(profile.resource[PRIVILEGED_KEY], observation.at) - signals;
    const usual = practice >= PRACTISED ? BURST_PRACTISED : BURST_MIN;
    if (burst < usual) return NOTHING;
    const strength = STRENGTH_MAX * Math.min(1, 0.5 + burst / (4 * usual));
    return [{ kind: 'raise', key: hourKey(observation.at), strength, facts: { actions: burst } }];
  },
};
