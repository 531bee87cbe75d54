import type { EntityFilter, EntityListing, EntityOrder } from '../domain/ports/entity-index.ts';
import type { LocalRef } from '../services/services.ts';
import { toConnection, toPageRequest, type Connection, type ConnectionArgs } from './connection.ts';
import type { GraphqlContext } from './context.ts';

export interface EntitiesArgs extends ConnectionArgs {
  readonly filter: EntityFilter;
  readonly order: EntityOrder;
}

/** `Query.entities`. */
export async function entities(
  { filter, order, ...page }: EntitiesArgs,
  { services, principal }: GraphqlContext,
): Promise<Connection<LocalRef, { summary: EntityListing }>> {
  const found = await services.history.entities(principal, filter, order, toPageRequest(page));
  return toConnection(
    found,
    ({ entity }) => ({ type: entity.type, id: entity.id }),
    (summary) => ({ summary }),
  );
}
