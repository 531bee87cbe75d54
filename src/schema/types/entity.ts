import type { EntityListing } from '../../domain/ports/entity-index.ts';
import type { LocalRef } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { EntityTypeEnum, TrustLevelEnum } from '../enums.ts';
import { entityKeyOf, parseEntityKey } from '../node-id.ts';

const EntityRefType = builder.objectRef<LocalRef>('Entity');

/** Fields that other types hang on it are in `fields/`. */
export const EntityNode = builder.node(EntityRefType, {
  name: 'Entity',
  description: 'Who or what is assessed. Every id stands for an entity, whether anything is known of it or not.',
  id: { resolve: entityKeyOf, parse: parseEntityKey, description: 'Global id, opaque; take it to `node`.' },
  loadOne: (ref) => ref,
  fields: (t) => ({
    entityId: t.exposeString('id', { description: 'Id within its type, as signals and questions name it.' }),
    type: t.expose('type', { type: EntityTypeEnum, description: 'What it is.' }),
  }),
});

export const EntitySummaryType = builder.objectRef<EntityListing>('EntitySummary').implement({
  description: 'What lists are filtered and ordered by: the entity as of its last commit, without decay since then.',
  fields: (t) => ({
    score: t.exposeFloat('score', { description: 'Score at the last commit, 0 to 1.' }),
    level: t.expose('level', { type: TrustLevelEnum, description: 'Level at the last commit.' }),
    confidence: t.exposeFloat('confidence', { description: 'Confidence at the last commit, 0 to 1.' }),
    indicators: t.exposeStringList('indicators', { description: 'Detection ids raised at the last commit.' }),
    revision: t.exposeInt('revision', { description: 'Number of commits.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'Time of the last commit.' }),
    lastSignalAt: t.expose('lastSignalAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the newest signal happened.',
    }),
  }),
});
