/** What the demo's people are asked about, one question each, in the forms of REST, GraphQL and Cerbos. */
import { laptopAgent } from '../dist/demo/devices.js';
import { PEOPLE } from '../dist/demo/people.js';

export const plain = PEOPLE.map(({ id }) => ({ entity_id: id }));

/** Half of them from a network nobody has seen them in. */
export const withContext = PEOPLE.map((person, i) => ({
  entity_id: person.id,
  device_id: person.laptop,
  current_ip: i % 2 === 0 ? `203.0.113.${i + 1}` : `198.51.100.${i + 1}`,
  user_agent: laptopAgent(person),
  authentication_context: { mfa_enabled: true, session_encrypted: true, amr: ['pwd', 'otp'], session_age_seconds: 600 },
  network_context: { is_corporate_network: false, country: 'DE', city: 'Berlin', asn: 64_496 + (i % 9) },
}));

export const reading = PEOPLE.map(({ id }) => ({
  entity_id: id,
  resource: { type: 'document', id: 'roadmap', properties: { sensitivity: 'internal' } },
  action: { name: 'read' },
}));

const TRUST_SCORE = `query TrustScore($input: TrustScoreInput!) {
  trustScore(input: $input) {
    entityId score low high level confidence
    factors { factor score confidence weight }
    riskIndicators { indicator severity title }
  }
}`;

export const graphql = PEOPLE.map(({ id }) => ({ query: TRUST_SCORE, variables: { input: { entityId: id } } }));

const LEVELS = ['CRITICAL', 'LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH'];

/** The same question to a decision server that is told the trust score instead of knowing it. */
export function toCerbos(answer) {
  return {
    requestId: 'bench',
    principal: {
      id: answer.entity_id,
      roles: ['user'],
      attr: {
        score: answer.trust_score,
        confidence: answer.confidence,
        level: answer.trust_level,
        level_rank: LEVELS.indexOf(answer.trust_level),
        indicators: answer.risk_indicators.map(({ id }) => id),
        severities: answer.risk_indicators.map(({ severity }) => severity),
      },
    },
    resources: [
      { actions: ['read'], resource: { kind: 'document', id: 'roadmap', attr: { sensitivity: 'internal' } } },
    ],
  };
}
