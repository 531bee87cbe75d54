import { entityTypeShape, idShape } from '../../contract/values.ts';
import type { LocalRef } from '../../services/services.ts';
import { builder } from '../builder.ts';
import { EntityTypeEnum } from '../enums.ts';

/** Most entities that one filter may name. */
export const FILTER_ENTITIES_MAX = 1_000;

export const EntityInput = builder.inputType('EntityInput', {
  description: 'Names an entity.',
  fields: (t) => ({
    id: t.string({
      required: true,
      description: 'Id within its type, 1 to 256 characters.',
      validate: { schema: idShape },
    }),
    type: t.field({ type: EntityTypeEnum, defaultValue: 'user', description: 'Its type.' }),
  }),
});

export function toLocalRef({ id, type }: typeof EntityInput.$inferInput): LocalRef {
  return { type: type ?? entityTypeShape.enum.user, id };
}

/** `null` and left out mean any. */
export function toLocalRefs(
  entities: readonly (typeof EntityInput.$inferInput)[] | null | undefined,
): LocalRef[] | null {
  return entities == null ? null : entities.map(toLocalRef);
}
