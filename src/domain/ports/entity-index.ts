/** Lists of entities for consoles. Scores are as of each entity's last commit; an answer about one entity is computed anew. */
import type { EntityRef, EntityType, Factor, TrustLevel } from '../entity.ts';
import type { Page, PageRequest } from './page.ts';
import type { StateSummary } from './evidence-store.ts';

export interface EntityFilter {
  readonly type?: EntityType | null;
  readonly levels?: readonly TrustLevel[] | null;
  /** Entities with live risk evidence in this factor. */
  readonly factor?: Factor | null;
  /** Entities with this indicator raised (detection id). */
  readonly indicator?: string | null;
  /** Ids that start with this. */
  readonly idPrefix?: string | null;
}

export type EntityOrder = 'SCORE_ASC' | 'SCORE_DESC' | 'RECENT_DESC';

export interface EntityListing extends StateSummary {
  readonly entity: EntityRef;
  readonly revision: number;
  readonly updatedAt: number;
}

export interface EntityIndex {
  page(tenant: string, filter: EntityFilter, order: EntityOrder, page: PageRequest): Promise<Page<EntityListing>>;
  /** Properties stored for entities (resources included), in the order asked; `null` where there are none. One round trip. */
  properties(keys: readonly EntityPropertiesKey[]): Promise<readonly (Readonly<Record<string, unknown>> | null)[]>;
  setProperties(key: EntityPropertiesKey, properties: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Resources are of any type, so `type` is free text here. */
export interface EntityPropertiesKey {
  readonly tenant: string;
  readonly type: string;
  readonly id: string;
}
