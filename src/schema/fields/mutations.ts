import { text } from '../../contract/signal-text.ts';
import { idShape } from '../../contract/values.ts';
import { clearTrustCache } from '../../resolvers/clear-trust-cache.ts';
import { reportFeedback, type FeedbackReceipt } from '../../resolvers/report-feedback.ts';
import { setEntityProperties, type StoredProperties } from '../../resolvers/set-entity-properties.ts';
import type { LocalRef } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { FeedbackVerdictEnum } from '../enums.ts';
import { EntityInput, toLocalRef } from '../inputs/entity.ts';
import { EntityNode } from '../types/entity.ts';

const ClearType = builder.objectRef<LocalRef>('ClearTrustCachePayload').implement({
  description: 'The cached state is gone.',
  fields: (t) => ({
    entity: t.field({
      type: EntityNode,
      description: 'The entity, read anew from the store.',
      resolve: (entity) => entity,
    }),
  }),
});

const FeedbackType = builder.objectRef<FeedbackReceipt>('FeedbackPayload').implement({
  description: 'The verdict is part of the evidence.',
  fields: (t) => ({
    signalId: t.exposeString('signalId', { description: 'The signal that the verdict became.' }),
    revision: t.exposeInt('revision', { description: 'Revision of the entity afterwards; take it to `atLeast`.' }),
    entity: t.expose('entity', { type: EntityNode, description: 'The entity with the verdict applied.' }),
  }),
});

const PropertiesType = builder.objectRef<StoredProperties>('SetEntityPropertiesPayload').implement({
  description: 'The properties are stored.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Type of the entity or resource.' }),
    resourceId: t.exposeString('id', { description: 'Its id within its type.' }),
    properties: t.expose('properties', { type: 'JSONObject', description: 'As stored.' }),
  }),
});

export function addMutations(): void {
  builder.mutationField('clearTrustCache', (t) =>
    t.field({
      type: ClearType,
      description: 'Drops the cached state of an entity; changes no answer. Needs cache:clear.',
      args: { entity: t.arg({ type: EntityInput, required: true, description: 'Which; an unknown one is fine.' }) },
      resolve: (_root, { entity }, context) => clearTrustCache(toLocalRef(entity), context),
    }),
  );

  builder.mutationField('reportFeedback', (t) =>
    t.field({
      type: FeedbackType,
      description:
        'A person’s verdict on evidence. NOT_FOUND when the entity has no such evidence. Needs feedback:write.',
      args: {
        entity: t.arg({ type: EntityInput, required: true, description: 'Whose evidence.' }),
        verdict: t.arg({ type: FeedbackVerdictEnum, required: true, description: 'The verdict.' }),
        target: t.arg.string({
          required: true,
          description: 'An `evidenceId`, or a detection id for all its live items.',
          validate: { schema: text(512) },
        }),
      },
      resolve: (_root, { entity, verdict, target }, context) =>
        reportFeedback({ entity: toLocalRef(entity), verdict, target }, context),
    }),
  );

  builder.mutationField('resolveIndicator', (t) =>
    t.field({
      type: FeedbackType,
      description:
        'The cause of an indicator was dealt with: clears it. NOT_FOUND when it is not raised. Needs feedback:write.',
      args: {
        entity: t.arg({ type: EntityInput, required: true, description: 'Whose indicator.' }),
        indicator: t.arg.string({
          required: true,
          description: 'Detection id, e.g. `ub.impossible_travel`.',
          validate: { schema: text(128) },
        }),
      },
      resolve: (_root, { entity, indicator }, context) =>
        reportFeedback({ entity: toLocalRef(entity), verdict: 'resolved', target: indicator }, context),
    }),
  );

  builder.mutationField('setEntityProperties', (t) =>
    t.field({
      type: PropertiesType,
      description:
        'Replaces the stored properties of an entity or a resource, which policies see. Needs entities:write.',
      args: {
        type: t.arg.string({
          required: true,
          description: 'An entity type in lower case, or any kind of resource; 1 to 128 characters.',
          validate: { schema: text(128) },
        }),
        id: t.arg.string({
          required: true,
          description: 'Id within its type, 1 to 256 characters.',
          validate: { schema: idShape },
        }),
        properties: t.arg({ type: 'JSONObject', required: true, description: 'All properties from now on.' }),
      },
      resolve: (_root, args, context) => setEntityProperties(args, context),
    }),
  );
}
