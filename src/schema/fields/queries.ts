import { text } from '../../contract/signal-text.ts';
import { idShape } from '../../contract/values.ts';
import { decision } from '../../resolvers/decision.ts';
import { entities } from '../../resolvers/entities.ts';
import { policyDecision } from '../../resolvers/policy-decision.ts';
import { trustScore } from '../../resolvers/trust-score.ts';
import { builder } from '../builder.ts';
import { EntityOrderEnum, EntityTypeEnum, FactorEnum, TrustLevelEnum } from '../enums.ts';
import { EntityInput, toLocalRef } from '../inputs/entity.ts';
import { questionOf, TrustScoreInput } from '../inputs/question.ts';
import { DecisionNode } from '../types/decision.ts';
import { EntityNode, EntitySummaryType } from '../types/entity.ts';
import { TrustScoreType } from '../types/trust-score.ts';

const ResourceInput = builder.inputType('ResourceInput', {
  description: 'What is to be used.',
  fields: (t) => ({
    type: t.string({
      required: true,
      description: 'Kind of resource, 1 to 128 characters.',
      validate: { schema: text(128) },
    }),
    id: t.string({
      required: true,
      description: 'Id within its type, 1 to 256 characters.',
      validate: { schema: idShape },
    }),
    properties: t.field({ type: 'JSONObject', description: 'For policies; they win over the stored ones.' }),
  }),
});

const ActionInput = builder.inputType('ActionInput', {
  description: 'What is to be done.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'Name of the action, 1 to 128 characters.',
      validate: { schema: text(128) },
    }),
    properties: t.field({ type: 'JSONObject', description: 'For policies.' }),
  }),
});

const EntityFilterInput = builder.inputType('EntityFilter', {
  description: 'Which entities; what is left out does not restrict. As of each entity’s last commit.',
  fields: (t) => ({
    type: t.field({ type: EntityTypeEnum, description: 'Of this type.' }),
    levels: t.field({ type: [TrustLevelEnum], description: 'With one of these levels.' }),
    factor: t.field({ type: FactorEnum, description: 'With live risk evidence in this factor.' }),
    indicator: t.string({
      description: 'With this indicator raised: a detection id, 1 to 128 characters.',
      validate: { schema: text(128) },
    }),
    idPrefix: t.string({
      description: 'With an id that starts so, 1 to 256 characters.',
      validate: { schema: idShape },
    }),
  }),
});

export function addQueries(): void {
  builder.queryField('trustScore', (t) =>
    t.field({
      type: TrustScoreType,
      description: 'The trust in one entity here and now. Needs scores:read.',
      args: { input: t.arg({ type: TrustScoreInput, required: true, description: 'The question.' }) },
      resolve: (_root, { input }, context, info) => trustScore(questionOf(input), context, info),
    }),
  );

  builder.queryField('policyDecision', (t) =>
    t.field({
      type: DecisionNode,
      description: 'Whether the entity may do this, here, now. Recorded. Needs decisions:make.',
      complexity: 5,
      args: {
        input: t.arg({ type: TrustScoreInput, required: true, description: 'Who asks, and in what situation.' }),
        resource: t.arg({ type: ResourceInput, description: 'What is to be used.' }),
        action: t.arg({ type: ActionInput, description: 'What is to be done.' }),
        context: t.arg({ type: 'JSONObject', description: 'Anything else that policies look at.' }),
      },
      resolve: (_root, { input, resource, action, context }, ctx) =>
        policyDecision(
          {
            question: questionOf(input),
            resource: resource ? { type: resource.type, id: resource.id, properties: resource.properties ?? {} } : null,
            action: action ? { name: action.name, properties: action.properties ?? {} } : null,
            context: context ?? {},
          },
          ctx,
        ),
    }),
  );

  builder.queryField('entity', (t) =>
    t.field({
      type: EntityNode,
      description: 'One entity. An unknown one is no error: it has the base-rate score and no evidence.',
      args: { entity: t.arg({ type: EntityInput, required: true, description: 'Which.' }) },
      resolve: (_root, { entity }) => toLocalRef(entity),
    }),
  );

  builder.queryField('decision', (t) =>
    t.field({
      type: DecisionNode,
      nullable: true,
      description: 'One decision; null when the tenant has no such decision. Needs history:read.',
      args: { id: t.arg.string({ required: true, description: 'Its `decisionId`.', validate: { schema: idShape } }) },
      resolve: (_root, { id }, context) => decision(id, context),
    }),
  );

  builder.queryField('entities', (t) =>
    t.connection(
      {
        type: EntityNode,
        description: 'Entities that have been seen. Needs scores:read.',
        args: {
          filter: t.arg({ type: EntityFilterInput, description: 'Which; default all.' }),
          order: t.arg({ type: EntityOrderEnum, defaultValue: 'RECENT_DESC', description: 'Order of the list.' }),
        },
        resolve: (_root, { filter, order, ...page }, context) =>
          entities({ ...page, filter: filter ?? {}, order: order ?? 'RECENT_DESC' }, context),
      },
      {},
      {
        fields: (edge) => ({
          summary: edge.expose('summary', {
            type: EntitySummaryType,
            description: 'What the list was filtered and ordered by.',
          }),
        }),
      },
    ),
  );
}
