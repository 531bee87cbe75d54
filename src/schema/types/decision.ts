import type { ActionRef, Decision, Requirement, ResourceRef } from '../../domain/decision.ts';
import { decision } from '../../resolvers/decision.ts';
import { builder } from '../builder.ts';
import { DecisionValueEnum, RequirementKindEnum, TrustLevelEnum } from '../enums.ts';
import { EntityNode } from './entity.ts';

const ResourceType = builder.objectRef<ResourceRef>('Resource').implement({
  description: 'What was to be used.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Kind of resource, free text.' }),
    resourceId: t.exposeString('id', { description: 'Id within its type.' }),
    properties: t.expose('properties', { type: 'JSONObject', description: 'What policies looked at.' }),
  }),
});

const ActionType = builder.objectRef<ActionRef>('Action').implement({
  description: 'What was to be done.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the action, free text.' }),
    properties: t.expose('properties', { type: 'JSONObject', description: 'What policies looked at.' }),
  }),
});

const RequirementType = builder.objectRef<Requirement>('Requirement').implement({
  description: 'Something that would change the decision.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RequirementKindEnum, description: 'What kind of step.' }),
    target: t.exposeString('target', { nullable: true, description: 'Detection id or context field it is about.' }),
    text: t.exposeString('text', { description: 'For people.' }),
    score: t.float({
      nullable: true,
      description: 'The score after this step alone, 0 to 1; null when it cannot be told beforehand.',
      resolve: ({ micros }) => (micros === null ? null : micros / 1_000_000),
    }),
  }),
});

export const DecisionNode = builder.node(builder.objectRef<Decision>('Decision'), {
  name: 'Decision',
  description: 'What a policy said to a request, with what it takes to understand and repeat it.',
  id: { resolve: (made) => made.id, description: 'Global id, opaque; take it to `node`.' },
  loadOne: (id, context) => decision(id, context),
  fields: (t) => ({
    decisionId: t.exposeString('id', { description: 'UUID, the `decision_id` of REST.' }),
    entity: t.field({
      type: EntityNode,
      description: 'Who asked.',
      resolve: ({ entity }) => ({ type: entity.type, id: entity.id }),
    }),
    decision: t.expose('decision', { type: DecisionValueEnum, description: 'The answer.' }),
    score: t.exposeFloat('score', { description: 'Trust score it rests on, 0 to 1.' }),
    level: t.expose('level', { type: TrustLevelEnum, description: 'The band of that score.' }),
    confidence: t.exposeFloat('confidence', { description: 'Evidence behind that score, 0 to 1.' }),
    policyMatched: t.exposeString('policyMatched', { description: 'Rule that matched; `default_deny` when none did.' }),
    additionalActions: t.exposeStringList('additionalActions', {
      description: 'What the enforcement point has to do beside, e.g. `require_mfa`.',
    }),
    reasons: t.exposeStringList('reasons', { description: 'Why, for people.' }),
    requirements: t.expose('requirements', { type: [RequirementType], description: 'What would change it.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Ask again from then on.' }),
    resource: t.expose('resource', {
      type: ResourceType,
      nullable: true,
      description: 'What was to be used, if named.',
    }),
    action: t.expose('action', { type: ActionType, nullable: true, description: 'What was to be done, if named.' }),
    policyHash: t.exposeString('policyHash', { description: 'Hash of the policy set in force.' }),
    modelVersion: t.exposeString('modelVersion', { description: 'Version of the trust model.' }),
    revision: t.exposeInt('revision', { description: 'Revision of the entity it rests on.' }),
  }),
});
