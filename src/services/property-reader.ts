/** Stored properties of subjects and resources, kept for a short while, because policies read them on every decision. */
import type { EntityIndex, EntityPropertiesKey } from '../domain/ports/entity-index.ts';

type Properties = Readonly<Record<string, unknown>> | null;

export interface PropertyReader {
  /** In the order of `keys`; one storage round trip for all that is not at hand. */
  read(keys: readonly EntityPropertiesKey[]): Promise<readonly Properties[]>;
  /** Forgets one after it was changed here. */
  forget(key: EntityPropertiesKey): void;
}

/** A bounded map with expiry, e.g. an LRU cache. `null` is a value: "none stored". */
export interface PropertyMemory {
  get(key: string): { readonly properties: Properties } | undefined;
  set(key: string, value: { readonly properties: Properties }): void;
  delete(key: string): void;
}

export function createPropertyReader(index: Pick<EntityIndex, 'properties'>, memory: PropertyMemory): PropertyReader {
  return {
    async read(keys) {
      const known = keys.map((key) => memory.get(keyOf(key)));
      const missing = keys.filter((_, position) => known[position] === undefined);
      const loaded = missing.length === 0 ? [] : await index.properties(missing);
      for (const [position, key] of missing.entries()) memory.set(keyOf(key), { properties: loaded[position] ?? null });
      let next = 0;
      return known.map((entry) => (entry === undefined ? (loaded[next++] ?? null) : entry.properties));
    },
    forget: (key) => memory.delete(keyOf(key)),
  };
}

/** Injective: every part but the last is length-prefixed. */
function keyOf({ tenant, type, id }: EntityPropertiesKey): string {
  return `${tenant.length}:${tenant}${type.length}:${type}${id}`;
}
