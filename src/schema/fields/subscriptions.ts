import { z } from 'zod';
import { text } from '../../contract/signal-text.ts';
import { unitShape } from '../../contract/values.ts';
import { policyDecisionMade } from '../../resolvers/policy-decision-made.ts';
import { riskIndicatorChanged } from '../../resolvers/risk-indicator-changed.ts';
import { trustScoreChanged } from '../../resolvers/trust-score-changed.ts';
import { builder } from '../builder.ts';
import { DecisionValueEnum, EntityTypeEnum, TrustLevelEnum } from '../enums.ts';
import { EntityInput, FILTER_ENTITIES_MAX, toLocalRefs } from '../inputs/entity.ts';
import { IndicatorEventType, TrustScoreChangeType } from '../types/change.ts';
import { DecisionNode } from '../types/decision.ts';

const ENTITIES = {
  description: `Of these entities, at most ${FILTER_ENTITIES_MAX}.`,
  validate: { maxLength: FILTER_ENTITIES_MAX },
};
const AFTER = {
  description: 'Cursor of the last event seen: begins with what happened since, without a gap. Left out: from now on.',
  validate: { schema: text(128) },
};

const TrustScoreChangeFilter = builder.inputType('TrustScoreChangeFilter', {
  description: 'Which changes; what is left out does not restrict.',
  fields: (t) => ({
    entities: t.field({ type: [EntityInput], ...ENTITIES }),
    types: t.field({ type: [EntityTypeEnum], description: 'Of entities of these types.' }),
    levels: t.field({ type: [TrustLevelEnum], description: 'That lead to one of these levels.' }),
    levelChangesOnly: t.boolean({ defaultValue: false, description: 'Only changes of the published level.' }),
    minimumChange: t.float({
      description: 'Of the score by at least this much, 0 to 1.',
      validate: { schema: unitShape },
    }),
  }),
});

const RiskIndicatorFilter = builder.inputType('RiskIndicatorFilter', {
  description: 'Which indicators; what is left out does not restrict.',
  fields: (t) => ({
    entities: t.field({ type: [EntityInput], ...ENTITIES }),
    types: t.field({ type: [EntityTypeEnum], description: 'Of entities of these types.' }),
    indicators: t.stringList({
      description: 'With one of these detection ids, at most 200.',
      validate: { schema: z.array(text(128)).max(200) },
    }),
  }),
});

const PolicyDecisionFilter = builder.inputType('PolicyDecisionFilter', {
  description: 'Which decisions; what is left out does not restrict.',
  fields: (t) => ({
    entities: t.field({ type: [EntityInput], ...ENTITIES }),
    decisions: t.field({ type: [DecisionValueEnum], description: 'With one of these answers.' }),
  }),
});

export function addSubscriptions(): void {
  builder.subscriptionField('trustScoreChanged', (t) =>
    t.field({
      type: TrustScoreChangeType,
      description: 'Every commit that changes an assessment, in order. Needs scores:read.',
      args: {
        filter: t.arg({ type: TrustScoreChangeFilter, description: 'Which changes; default all.' }),
        after: t.arg.string(AFTER),
      },
      subscribe: (_root, { filter, after }, context) =>
        trustScoreChanged(
          {
            filter: {
              entities: toLocalRefs(filter?.entities),
              types: filter?.types ?? null,
              levels: filter?.levels ?? null,
              levelChangesOnly: filter?.levelChangesOnly ?? false,
              minimumChange: filter?.minimumChange ?? null,
            },
            after: after ?? null,
          },
          context,
        ),
      resolve: (change) => change,
    }),
  );

  builder.subscriptionField('riskIndicatorChanged', (t) =>
    t.field({
      type: IndicatorEventType,
      description: 'Every indicator that comes or goes, in order. Needs scores:read.',
      args: {
        filter: t.arg({ type: RiskIndicatorFilter, description: 'Which indicators; default all.' }),
        after: t.arg.string(AFTER),
      },
      subscribe: (_root, { filter, after }, context) =>
        riskIndicatorChanged(
          {
            filter: {
              entities: toLocalRefs(filter?.entities),
              types: filter?.types ?? null,
              indicators: filter?.indicators ?? null,
            },
            after: after ?? null,
          },
          context,
        ),
      resolve: (event) => event,
    }),
  );

  builder.subscriptionField('policyDecisionMade', (t) =>
    t.field({
      type: DecisionNode,
      description: 'Every decision as it is made, from now on. Needs history:read.',
      args: { filter: t.arg({ type: PolicyDecisionFilter, description: 'Which decisions; default all.' }) },
      subscribe: (_root, { filter }, context) =>
        policyDecisionMade({ entities: toLocalRefs(filter?.entities), decisions: filter?.decisions ?? null }, context),
      resolve: (made) => made,
    }),
  );
}
