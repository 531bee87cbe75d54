import type { Change, IndicatorChange, ScoreSnapshot } from '../../domain/ports/change-bus.ts';
import type { IndicatorEvent } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { FactorEnum, IndicatorStateEnum, SeverityEnum, TrustLevelEnum } from '../enums.ts';
import { EntityNode } from './entity.ts';

const SnapshotType = builder.objectRef<ScoreSnapshot>('ScoreSnapshot').implement({
  description: 'An assessment on one side of a change.',
  fields: (t) => ({
    score: t.exposeFloat('score', { description: '0 to 1.' }),
    low: t.exposeFloat('low', { description: 'Lower end of the proof interval, 0 to 1.' }),
    high: t.exposeFloat('high', { description: 'Upper end of the proof interval, 0 to 1.' }),
    level: t.expose('level', { type: TrustLevelEnum, description: 'The published level.' }),
    confidence: t.exposeFloat('confidence', { description: 'Evidence behind it, 0 to 1.' }),
  }),
});

const IndicatorChangeType = builder.objectRef<IndicatorChange>('IndicatorChange').implement({
  description: 'An indicator that came or went with a change.',
  fields: (t) => ({
    indicator: t.exposeString('indicator', { description: 'Id of the detection.' }),
    factor: t.expose('factor', { type: FactorEnum, description: 'The factor it counts in.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How grave it is.' }),
    title: t.exposeString('title', { description: 'For people.' }),
    state: t.expose('state', { type: IndicatorStateEnum, description: 'Came or went.' }),
  }),
});

export const TrustScoreChangeType = builder.objectRef<Change>('TrustScoreChange').implement({
  description: 'A commit that changed the assessment of an entity.',
  fields: (t) => ({
    cursor: t.exposeString('position', { description: 'Place of the change; take it to `after` to go on from here.' }),
    entity: t.field({
      type: EntityNode,
      description: 'Whose assessment changed.',
      resolve: ({ entity }) => ({ type: entity.type, id: entity.id }),
    }),
    revision: t.exposeInt('revision', { description: 'Revision of the entity that the commit made.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    before: t.expose('before', { type: SnapshotType, nullable: true, description: 'Null for an entity new to us.' }),
    after: t.expose('after', { type: SnapshotType, description: 'The assessment from now on.' }),
    levelChanged: t.exposeBoolean('levelChanged', {
      description: 'Whether the published level changed; it goes up with a delay so that it never flaps.',
    }),
    indicators: t.expose('indicators', { type: [IndicatorChangeType], description: 'Indicators that came or went.' }),
    signalIds: t.exposeStringList('signalIds', { description: 'Signals behind it, at most 5.' }),
  }),
});

export const IndicatorEventType = builder.objectRef<IndicatorEvent>('RiskIndicatorEvent').implement({
  description: 'An indicator of an entity that came or went.',
  fields: (t) => ({
    cursor: t.exposeString('position', { description: 'Place of the change; take it to `after` to go on from here.' }),
    entity: t.field({
      type: EntityNode,
      description: 'Whose indicator it is.',
      resolve: ({ entity }) => ({ type: entity.type, id: entity.id }),
    }),
    indicator: t.exposeString('indicator', { description: 'Id of the detection.' }),
    factor: t.expose('factor', { type: FactorEnum, description: 'The factor it counts in.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How grave it is.' }),
    title: t.exposeString('title', { description: 'For people.' }),
    state: t.expose('state', { type: IndicatorStateEnum, description: 'Came or went.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
  }),
});
