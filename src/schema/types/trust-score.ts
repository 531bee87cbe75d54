import type { Explanation, ExplanationLine, FactorScore, RiskIndicator } from '../../domain/assessment.ts';
import { FACTORS, type Factor } from '../../domain/entity.ts';
import type { AssessAnswer } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { EntityTypeEnum, ExplanationKindEnum, FactorEnum, SeverityEnum, TrustLevelEnum } from '../enums.ts';
import { EntityNode } from './entity.ts';

const MICROS = 1_000_000;

const FactorScoreType = builder.objectRef<FactorScore & { readonly factor: Factor }>('FactorScore').implement({
  description: 'What one factor contributes.',
  fields: (t) => ({
    factor: t.expose('factor', { type: FactorEnum, description: 'Which factor.' }),
    score: t.exposeFloat('score', { description: 'Score of the factor alone, 0 to 1.' }),
    low: t.exposeFloat('low', { description: 'Lower end of its proof interval, 0 to 1.' }),
    high: t.exposeFloat('high', { description: 'Upper end of its proof interval, 0 to 1.' }),
    confidence: t.exposeFloat('confidence', { description: 'How much evidence stands behind it, 0 (none) to 1.' }),
    weight: t.exposeFloat('weight', { description: 'Share in the overall score, 0 to 1; the weights add up to 1.' }),
  }),
});

export const RiskIndicatorType = builder.objectRef<RiskIndicator>('RiskIndicator').implement({
  description: 'Something that speaks against the entity now.',
  fields: (t) => ({
    indicator: t.exposeString('id', { description: 'Id of the detection, e.g. `ub.impossible_travel`.' }),
    factor: t.expose('factor', { type: FactorEnum, description: 'The factor it lowers.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How grave it is.' }),
    title: t.exposeString('title', { description: 'For people.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Raised without a break since then.' }),
    techniqueIds: t.exposeStringList('techniqueIds', { description: 'MITRE ATT&CK technique ids.' }),
  }),
});

const ExplanationLineType = builder.objectRef<ExplanationLine>('ExplanationLine').implement({
  description: 'One term of the score.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ExplanationKindEnum, description: 'What the line accounts for.' }),
    factor: t.expose('factor', {
      type: FactorEnum,
      nullable: true,
      description: 'Null for what is not of one factor.',
    }),
    indicator: t.exposeString('detection', {
      nullable: true,
      description: 'Id of the detection; null for the base rate.',
    }),
    evidenceId: t.exposeString('evidenceId', {
      nullable: true,
      description: 'The item of evidence; null for the base rate.',
    }),
    title: t.exposeString('title', { description: 'For people.' }),
    contribution: t.float({
      description: 'Signed share of the overall score, −1 to 1, in steps of one millionth.',
      resolve: (line) => line.micros / MICROS,
    }),
    facts: t.expose('facts', { type: 'JSONObject', description: 'What the detection saw, safe to show an analyst.' }),
  }),
});

const ExplanationType = builder.objectRef<Explanation>('Explanation').implement({
  description: 'Where a score comes from. The lines add up to it exactly.',
  fields: (t) => ({
    lines: t.expose('lines', { type: [ExplanationLineType], description: 'The terms.' }),
    total: t.float({
      description: 'The score, 0 to 1: the sum of the lines.',
      resolve: (explanation) => explanation.totalMicros / MICROS,
    }),
    modelVersion: t.exposeString('modelVersion', { description: 'Version of the trust model.' }),
  }),
});

export const TrustScoreType = builder.objectRef<AssessAnswer>('TrustScore').implement({
  description: 'The trust in one entity at one moment. An entity nobody knows has the base rate and confidence 0.',
  fields: (t) => ({
    entity: t.field({
      type: EntityNode,
      description: 'The entity asked about.',
      resolve: ({ assessment: { entity } }) => ({ type: entity.type, id: entity.id }),
    }),
    entityId: t.string({ description: 'Its id within its type.', resolve: ({ assessment }) => assessment.entity.id }),
    entityType: t.field({
      type: EntityTypeEnum,
      description: 'Its type.',
      resolve: ({ assessment }) => assessment.entity.type,
    }),
    score: t.float({
      description: '0 (none) to 1 (full), in steps of one millionth.',
      resolve: (a) => a.assessment.score,
    }),
    low: t.float({ description: 'Lower end of the proof interval, 0 to `score`.', resolve: (a) => a.assessment.low }),
    high: t.float({ description: 'Upper end of the proof interval, `score` to 1.', resolve: (a) => a.assessment.high }),
    level: t.field({ type: TrustLevelEnum, description: 'The band of the score.', resolve: (a) => a.assessment.level }),
    confidence: t.float({
      description: 'How much evidence stands behind the score, 0 (none) to 1.',
      resolve: (a) => a.assessment.confidence,
    }),
    factors: t.field({
      type: [FactorScoreType],
      description: 'The factors that entities of this type have.',
      resolve: ({ assessment: { factors } }) =>
        FACTORS.flatMap((factor) => (factors[factor] ? [{ factor, ...factors[factor] }] : [])),
    }),
    riskIndicators: t.field({
      type: [RiskIndicatorType],
      description: 'What speaks against the entity now; empty when nothing does.',
      resolve: (a) => a.assessment.indicators,
    }),
    assessedAt: t.field({
      type: 'DateTime',
      description: 'The moment the answer is for.',
      resolve: (a) => a.assessment.assessedAt,
    }),
    validUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Before it the same question has the same answer, unless evidence arrives; null when nothing decays.',
      resolve: (a) => a.assessment.validUntil,
    }),
    revision: t.int({
      description: 'Commits that changed the entity, 0 for one nobody has seen; take it to `atLeast`.',
      resolve: (a) => a.assessment.revision,
    }),
    cacheHit: t.exposeBoolean('cacheHit', {
      description: 'Whether the evidence came from a cache. Changes no answer.',
    }),
    degraded: t.exposeBoolean('degraded', {
      description: 'Whether a part that should have contributed could not be read.',
    }),
    explanation: t.expose('explanation', {
      type: ExplanationType,
      nullable: true,
      description: 'Where the score comes from; computed only when selected. Needs the permission explanations:read.',
    }),
  }),
});
