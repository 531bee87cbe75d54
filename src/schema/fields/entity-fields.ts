/** What hangs on an entity: everything that is read when it is selected, batched over all entities of the operation. */
import { parseTrendRequest } from '../../contract/trends.ts';
import {
  entityDecisions,
  entityEvidence,
  entityProperties,
  entitySignals,
  entityTrend,
  entityTrendSummary,
  entityTrustScore,
} from '../../resolvers/entity.ts';
import { builder } from '../builder.ts';
import { EvidenceStatusEnum } from '../enums.ts';
import { DecisionNode } from '../types/decision.ts';
import { EntityNode } from '../types/entity.ts';
import { EvidenceType } from '../types/evidence.ts';
import { SignalObject } from '../types/signal.ts';
import { ScorePointType, TrendType } from '../types/trend.ts';
import { TrustScoreType } from '../types/trust-score.ts';

export function addEntityFields(): void {
  builder.objectFields(EntityNode, (t) => ({
    trustScore: t.field({
      type: TrustScoreType,
      description: 'The trust in it now, with nothing known of the moment it asks in.',
      resolve: (entity, _args, context, info) => entityTrustScore(entity, context, info),
    }),
    properties: t.field({
      type: 'JSONObject',
      nullable: true,
      description: 'Stored properties, which policies see; null when there are none.',
      resolve: (entity, _args, context) => entityProperties(entity, context),
    }),
    evidence: t.connection({
      type: EvidenceType,
      description: 'Its evidence, newest first.',
      args: { status: t.arg({ type: EvidenceStatusEnum, description: 'Only evidence of this status; default any.' }) },
      resolve: (entity, args, context) => entityEvidence(entity, args, context),
    }),
    trend: t.connection({
      type: ScorePointType,
      description: 'Its recorded scores, newest first.',
      resolve: (entity, args, context) => entityTrend(entity, args, context),
    }),
    trendSummary: t.field({
      type: TrendType,
      description: 'Its scores over a window up to now: statistics, direction, volatility, forecast, buckets.',
      args: {
        window: t.arg({ type: 'Duration', defaultValue: '24h', description: 'How far back: 1s to 90d.' }),
        bucket: t.arg({
          type: 'Duration',
          description:
            'Length of a bucket, 1s or more; at most 2,000 in the window. Default 5m, longer for long windows.',
        }),
      },
      resolve: (entity, { window, bucket }, context) => {
        const request = parseTrendRequest(
          { entity_id: entity.id },
          { entity_type: entity.type, window: window ?? undefined, bucket: bucket ?? undefined },
        );
        return entityTrendSummary(entity, request, context);
      },
    }),
    decisions: t.connection({
      type: DecisionNode,
      description: 'Decisions made about it, newest first.',
      resolve: (entity, args, context) => entityDecisions(entity, args, context),
    }),
    signals: t.connection({
      type: SignalObject,
      description: 'Signals that feed its evidence, newest first.',
      resolve: (entity, args, context) => entitySignals(entity, args, context),
    }),
  }));
}
