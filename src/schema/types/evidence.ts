import type { EvidenceItem } from '../../domain/evidence.ts';
import { builder } from '../builder.ts';
import { EvidenceStatusEnum, FactorEnum } from '../enums.ts';

export const EvidenceType = builder.objectRef<EvidenceItem>('Evidence').implement({
  description: 'What a detection concluded from signals. Scores are computed from evidence and from nothing else.',
  fields: (t) => ({
    evidenceId: t.exposeString('id', { description: 'The detection’s id, # and a key; target of feedback.' }),
    indicator: t.exposeString('detection', { description: 'Id of the detection.' }),
    factor: t.expose('factor', { type: FactorEnum, description: 'The factor it counts in.' }),
    group: t.exposeString('group', { description: 'Items of one group are correlated and damped together.' }),
    trusting: t.boolean({
      description: 'True when it speaks for trust, false when against.',
      resolve: (item) => item.sign === 1,
    }),
    strength: t.float({
      description: 'Strength before decay, in nats, 0 or more.',
      resolve: (item) => item.strength / 1000,
    }),
    reliability: t.float({
      description: 'Reliability of the source, 0 to 1.',
      resolve: (item) => item.reliability / 1000,
    }),
    cap: t.float({
      nullable: true,
      description: 'Ceiling on the overall score while fresh, 0 to 1; null for none.',
      resolve: (item) => (item.cap === null ? null : item.cap / 1000),
    }),
    status: t.expose('status', { type: EvidenceStatusEnum, description: 'Whether it still counts.' }),
    observedAt: t.expose('observedAt', { type: 'DateTime', description: 'When its cause happened.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Raised without a break since then.' }),
    halfLifeSeconds: t.float({
      nullable: true,
      description: 'Half of it is gone after so many seconds; null for a state, which holds while it is confirmed.',
      resolve: (item) => (item.halfLifeMs === null ? null : item.halfLifeMs / 1000),
    }),
    reportBy: t.expose('reportBy', {
      type: 'DateTime',
      nullable: true,
      description: 'For a state: when its next confirmation is due.',
    }),
    deviceId: t.exposeString('deviceId', {
      nullable: true,
      description: 'The only device it counts on; null for any.',
    }),
    sessionId: t.exposeString('sessionId', {
      nullable: true,
      description: 'The only session it counts in; null for any.',
    }),
    signalIds: t.exposeStringList('signalIds', { description: 'Signals that caused it, newest last, at most 5.' }),
    facts: t.expose('facts', { type: 'JSONObject', description: 'What the detection saw, safe to show an analyst.' }),
  }),
});
