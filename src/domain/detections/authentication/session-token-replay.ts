import { contextOf, HOUR_MS, NOTHING, type Detection, type DetectionInput, type Finding } from '../detection.ts';
import { isOwnActivity, signalOf } from '../reading.ts';
import { agentFamily, parseAgent } from '../../profile/agent.ts';
import { habitAt } from '../../profile/habit.ts';

const STRENGTH = 6;
/** A session that moves between a network and a client the person has both used before is odd, but hardly a theft. */
const OWN_CONTEXT_SHARE = 0.3;
const OWN_CONTEXT_LOGINS = 3;

export const detection: Detection = {
  id: 'au.session_token_replay',
  factor: 'authentication',
  group: 'session',
  halfLife: 24 * HOUR_MS,
  cap: 0.15,
  severity: 'CRITICAL',
  title: 'Session used by another client',
  techniques: ['T1539', 'T1550.004'],
  advice:
    'A session turned up on another network in another browser: its token was stolen. Revoke it and look for the thief.',
  personAdvice: 'Your session was used elsewhere. Sign out everywhere and change your password.',
  falsePositive: 'Browser updates and a change of network: either alone is no replay, and versions are ignored.',
  entityTypes: ['user', 'session', 'service', 'application'],
  observes: ['authentication', 'access', 'finding', 'request'],
  detect(input) {
    const { observation } = input;
    const finding = signalOf(observation, 'finding');
    if (finding !== null) {
      const { kind, status, confidence } = finding.data;
      if (kind !== 'session_stolen') return NOTHING;
      if (status === 'resolved') return [{ kind: 'resolve', key: '*' }];
      return [{ kind: 'raise', key: keyOf(finding.sessionId), strength: STRENGTH * confidence }];
    }
    const signal = signalOf(observation, 'authentication');
    if (signal?.data.hints.includes('session_replay')) {
      return [{ kind: 'raise', key: keyOf(signal.sessionId), strength: STRENGTH, facts: { reported_by_source: true } }];
    }
    return isOwnActivity(observation) ? moved(input) : NOTHING;
  },
};

/** Raised when both the network and the browser family differ from those the session was started with. */
function moved({ observation, profile }: DetectionInput): readonly Finding[] {
  const { sessionId, network, userAgent } = contextOf(observation);
  const session = sessionId === null ? undefined : profile.sessions.find(({ id }) => id === sessionId);
  const asn = network?.asn ?? null;
  if (session === undefined || session.asn === null || session.agent === null || asn === null) return NOTHING;
  if (asn === session.asn) return NOTHING;
  const agent = parseAgent(userAgent)?.fingerprint;
  if (agent === undefined || agentFamily(agent) === agentFamily(session.agent)) return NOTHING;
  const habit = habitAt(profile, observation.at);
  const isOwn =
    Math.min(habit.weight('network', `asn:${asn}`), habit.weight('device', `agent:${agent}`)) >= OWN_CONTEXT_LOGINS;
  const facts = { started_on: session.asn, used_on: asn, own_context: isOwn };
  if (!isOwn) return [{ kind: 'raise', key: keyOf(sessionId), strength: STRENGTH, facts }];
  return [{ kind: 'raise', key: keyOf(sessionId), strength: STRENGTH * OWN_CONTEXT_SHARE, cap: null, facts }];
}

function keyOf(sessionId: string | null): string {
  return `session:${sessionId ?? 'unknown'}`;
}
