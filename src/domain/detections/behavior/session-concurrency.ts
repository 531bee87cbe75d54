import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { hourKey, loginOf } from '../reading.ts';

/** Networks at once that a laptop and a phone explain. */
const USUAL_NETWORKS = 2;

export const detection: Detection = {
  id: 'ub.session_concurrency',
  factor: 'user_behavior',
  group: 'concurrency',
  halfLife: 6 * HOUR_MS,
  severity: 'LOW',
  title: 'Sessions from many networks at once',
  techniques: ['T1185'],
  advice:
    'Sessions were started from three or more networks within an hour. Check that all of them are the person’s own.',
  personAdvice: 'Your account is in use from several networks. End the sessions you do not recognise.',
  falsePositive:
    'A laptop and a phone, or one device that changes networks: two networks and own devices do not count.',
  entityTypes: ['user'],
  observes: ['authentication'],
  detect({ observation, profile }) {
    const login = loginOf(observation);
    const asn = login?.network?.asn ?? null;
    if (login === null || login.sessionId === null || asn === null) return NOTHING;
    const networks = new Set([asn]);
    for (const session of profile.sessions) {
      const isSameDevice = session.deviceId !== null && session.deviceId === login.deviceId;
      if (session.asn !== null && !isSameDevice && observation.at - session.lastAt <= HOUR_MS)
        networks.add(session.asn);
    }
    if (networks.size <= USUAL_NETWORKS) return NOTHING;
    const strength = Math.min(2, networks.size - USUAL_NETWORKS);
    return [{ kind: 'raise', key: hourKey(observation.at), strength, facts: { networks: networks.size } }];
  },
};
