import { HOUR_MS, NOTHING, type Detection } from '../detection.ts';
import { dayKey, loginOf } from '../reading.ts';
import { proofOf } from './method.ts';

/** Doubts about where and on what somebody is: whoever holds the key is the person, wherever they are. */
const CONTEXT_DOUBTS = [
  'ub.context_llr',
  'ub.new_country',
  'ub.impossible_travel',
  'ub.unusual_hour',
  'ub.dormant_account_active',
  'ub.source_risk',
  'dp.new_device',
  'nc.anonymizing_vpn',
  'nc.datacenter_ip',
] as const;

export const detection: Detection = {
  id: 'au.recent_step_up',
  factor: 'authentication',
  group: 'step_up',
  halfLife: 8 * HOUR_MS,
  severity: 'INFO',
  title: 'Fresh step-up',
  techniques: [],
  advice:
    'The person proved themselves again in this session. A phishing-resistant proof also takes back context doubts.',
  personAdvice: 'Confirming with a security key gives you the smoothest access.',
  falsePositive: 'A proof that can be relayed, like a code or a push, earns half and takes nothing back.',
  entityTypes: ['user', 'session'],
  observes: ['authentication'],
  detect({ observation }) {
    const login = loginOf(observation);
    if (login === null || !login.data.stepUp) return NOTHING;
    const proof = proofOf(login.data);
    if (proof === null || proof.strength === 0) return NOTHING;
    const { sessionId } = login;
    const place =
      sessionId === null ? { key: dayKey(observation.at) } : { key: `session:${sessionId}`, scope: 'session' as const };
    const facts = { method: proof.name };
    if (!proof.phishingResistant) return [{ kind: 'raise', sign: 1, strength: 2, ...place, facts }];
    const raised = { kind: 'raise', sign: 1, strength: 4, ...place, facts } as const;
    // Without a session nobody can tell whose doubts these are.
    return sessionId === null ? [raised] : [raised, { kind: 'retract', detections: CONTEXT_DOUBTS, sessionId }];
  },
};
