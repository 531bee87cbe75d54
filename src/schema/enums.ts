/** Closed sets. Wire names are upper case; values inside are the domain's. */
import { builder } from './builder.ts';

export const EntityTypeEnum = builder.enumType('EntityType', {
  description: 'What an entity is.',
  values: {
    USER: { value: 'user', description: 'A person.' },
    DEVICE: { value: 'device', description: 'A machine a person works on.' },
    SERVICE: { value: 'service', description: 'A workload with an identity of its own.' },
    APPLICATION: { value: 'application', description: 'An application that acts on behalf of others.' },
    SESSION: { value: 'session', description: 'One signed-in session.' },
  } as const,
});

export const FactorEnum = builder.enumType('Factor', {
  description: 'What a part of the score rests on.',
  values: {
    USER_BEHAVIOR: {
      value: 'user_behavior',
      description: 'What the entity does, against its own history and its peers.',
    },
    DEVICE_POSTURE: { value: 'device_posture', description: 'The state of the device: patches, encryption, agents.' },
    NETWORK_CONTEXT: { value: 'network_context', description: 'Where it comes from: address, network, reputation.' },
    AUTHENTICATION: { value: 'authentication', description: 'How it proved who it is.' },
  } as const,
});

export const TrustLevelEnum = builder.enumType('TrustLevel', {
  description: 'A band of the score. Bounds are configurable; the defaults stand here.',
  values: {
    CRITICAL: { description: 'Below 0.20.' },
    LOW: { description: '0.20 up to 0.40.' },
    MEDIUM: { description: '0.40 up to 0.70.' },
    HIGH: { description: '0.70 up to 0.90.' },
    VERY_HIGH: { description: '0.90 and above.' },
  } as const,
});

export const SeverityEnum = builder.enumType('Severity', {
  description: 'How grave an indicator is.',
  values: {
    INFO: { description: 'Worth knowing.' },
    LOW: { description: 'Minor.' },
    MEDIUM: { description: 'Look at it today.' },
    HIGH: { description: 'Look at it now.' },
    CRITICAL: { description: 'Act now.' },
  } as const,
});

export const DecisionValueEnum = builder.enumType('DecisionValue', {
  description: 'What a policy says to a request.',
  values: {
    ALLOW: { description: 'Let it pass.' },
    ALLOW_LIMITED: { description: 'Let it pass under the additional actions.' },
    STEP_UP: { description: 'Ask for stronger proof first.' },
    DENY: { description: 'Refuse.' },
  } as const,
});

export const EvidenceStatusEnum = builder.enumType('EvidenceStatus', {
  description: 'Whether evidence still counts.',
  values: {
    LIVE: { value: 'live', description: 'Counts, less with age.' },
    RESOLVED: { value: 'resolved', description: 'Its cause is gone.' },
    RETRACTED: { value: 'retracted', description: 'It was wrong, or a person answered for it.' },
  } as const,
});

export const SignalTypeEnum = builder.enumType('SignalType', {
  description: 'What a signal tells about.',
  values: {
    AUTHENTICATION: { value: 'authentication', description: 'A login, failed or not.' },
    ACCESS: { value: 'access', description: 'A use of a resource.' },
    DEVICE_POSTURE: { value: 'device_posture', description: 'A report on a device.' },
    NETWORK: { value: 'network', description: 'An observation about the network.' },
    ACCOUNT_CHANGE: { value: 'account_change', description: 'A change of an account or its rights.' },
    FINDING: { value: 'finding', description: 'What another system found.' },
    FEEDBACK: { value: 'feedback', description: 'A person’s verdict on evidence.' },
  } as const,
});

export const TrendDirectionEnum = builder.enumType('TrendDirection', {
  description: 'Where a score is going.',
  values: {
    IMPROVING: { description: 'Up.' },
    STABLE: { description: 'Neither up nor down by more than noise.' },
    DECLINING: { description: 'Down.' },
    UNKNOWN: { description: 'Too few points to say.' },
  } as const,
});

export const EntityOrderEnum = builder.enumType('EntityOrder', {
  description: 'Order of a list of entities. Scores are as of each entity’s last commit.',
  values: {
    SCORE_ASC: { description: 'Least trusted first.' },
    SCORE_DESC: { description: 'Most trusted first.' },
    RECENT_DESC: { description: 'Latest change first.' },
  } as const,
});

export const FeedbackVerdictEnum = builder.enumType('FeedbackVerdict', {
  description: 'What a person says about evidence.',
  values: {
    IT_WAS_ME: { value: 'it_was_me', description: 'The person concerned did it themselves.' },
    CONFIRMED: { value: 'confirmed', description: 'An analyst confirms the risk.' },
    DISMISSED: { value: 'dismissed', description: 'An analyst finds it harmless.' },
    RESOLVED: { value: 'resolved', description: 'The cause was dealt with.' },
  } as const,
});

export const RequirementKindEnum = builder.enumType('RequirementKind', {
  description: 'What kind of step would change a decision.',
  values: {
    STEP_UP: { value: 'step_up', description: 'Prove identity more strongly.' },
    RESOLVE_INDICATOR: { value: 'resolve_indicator', description: 'Deal with an indicator.' },
    REPORT_POSTURE: { value: 'report_posture', description: 'Let the device report.' },
    CHANGE_CONTEXT: { value: 'change_context', description: 'Ask from another context, say, another network.' },
    RAISE_TRUST: { value: 'raise_trust', description: 'Reach a higher score.' },
  } as const,
});

export const SignalStatusEnum = builder.enumType('SignalStatus', {
  description: 'What became of one signal of a batch.',
  values: {
    ACCEPTED: { value: 'accepted', description: 'Stored; the entities’ evidence is up to date.' },
    DUPLICATE: { value: 'duplicate', description: 'Its id was accepted before; nothing changed.' },
    REJECTED: { value: 'rejected', description: 'Not stored; `faults` says why.' },
  } as const,
});

export const IndicatorStateEnum = builder.enumType('IndicatorState', {
  description: 'Whether an indicator came or went.',
  values: {
    RAISED: { description: 'It holds from now on.' },
    CLEARED: { description: 'It no longer holds.' },
  } as const,
});

export const ScorePointCauseEnum = builder.enumType('ScorePointCause', {
  description: 'Why a score was recorded.',
  values: {
    CHANGE: { value: 'change', description: 'A commit changed the evidence.' },
    READ: { value: 'read', description: 'A sampled question.' },
  } as const,
});

export const AnonymizerEnum = builder.enumType('Anonymizer', {
  description: 'A service that hides where a request comes from.',
  values: {
    TOR: { value: 'tor', description: 'A Tor exit.' },
    VPN: { value: 'vpn', description: 'A virtual private network.' },
    PROXY: { value: 'proxy', description: 'An open or residential proxy.' },
    RELAY: { value: 'relay', description: 'A privacy relay of a platform vendor.' },
  } as const,
});

export const ExplanationKindEnum = builder.enumType('ExplanationKind', {
  description: 'What a line of an explanation accounts for.',
  values: {
    BASE_RATE: { value: 'base_rate', description: 'The score of an entity nobody knows.' },
    EVIDENCE: { value: 'evidence', description: 'One item of evidence.' },
    CAP: { value: 'cap', description: 'A ceiling set by grave evidence.' },
  } as const,
});

export const ErrorCodeEnum = builder.enumType('ErrorCode', {
  description: 'Why an item or a request failed; the same codes as `extensions.code` of errors.',
  values: {
    BAD_USER_INPUT: { description: 'The input is faulty.' },
    UNAUTHENTICATED: { description: 'No valid credentials.' },
    FORBIDDEN: { description: 'The role lacks the permission.' },
    NOT_FOUND: { description: 'There is no such thing for this caller.' },
    CONFLICT: { description: 'The state does not meet a demand of the request.' },
    PAYLOAD_TOO_LARGE: { description: 'More than the limit.' },
    UNSUPPORTED_MEDIA_TYPE: { description: 'The content type is not taken.' },
    METHOD_NOT_ALLOWED: { description: 'The HTTP method is not taken.' },
    RATE_LIMITED: { description: 'Too many requests of this caller.' },
    OVERLOADED: { description: 'The engine has more work than it can queue.' },
    TIMEOUT: { description: 'Not answered before the deadline.' },
    UNAVAILABLE: { description: 'A part that is needed cannot be reached.' },
    INTERNAL: { description: 'Our fault.' },
  } as const,
});
