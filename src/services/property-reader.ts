/** Stored properties of subjects and resources, kept for a while, because policies read them on every decision. */
import { TrustError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { EntityIndex, EntityPropertiesKey } from '../domain/ports/entity-index.ts';

type Properties = Readonly<Record<string, unknown>> | null;

export interface PropertyReader {
  /**
   * In the order of `keys`; one storage round trip for all that is not fresh. With the store away, what was read
   * before answers for as long as it is remembered; UNAVAILABLE when a key was never read: a decision without the
   * properties that may forbid it would be a guess.
   */
  read(keys: readonly EntityPropertiesKey[]): Promise<readonly Properties[]>;
  /** Forgets one after it was changed here. */
  forget(key: EntityPropertiesKey): void;
}

interface Remembered {
  /** `null`: none stored. */
  readonly properties: Properties;
  readonly readAt: number;
}

/** A bounded map that forgets after a while, e.g. an LRU cache. */
export interface PropertyMemory {
  get(key: string): Remembered | undefined;
  set(key: string, value: Remembered): void;
  delete(key: string): void;
}

export interface PropertyReaderDeps {
  readonly index: Pick<EntityIndex, 'properties'>;
  readonly memory: PropertyMemory;
  readonly clock: Clock;
  /** How old an answer may be while the store is there: what another process changed is seen after this. */
  readonly freshMs: number;
}

export function createPropertyReader({ index, memory, clock, freshMs }: PropertyReaderDeps): PropertyReader {
  return {
    async read(keys) {
      const now = clock.now();
      const known = keys.map((key) => memory.get(keyOf(key)));
      const stale = keys.filter((_, position) => !isFresh(known[position], now, freshMs));
      if (stale.length > 0) {
        try {
          const loaded = await index.properties(stale);
          const read = new Map(stale.map((key, position) => [keyOf(key), loaded[position] ?? null]));
          for (const [key, properties] of read) memory.set(key, { properties, readAt: now });
          return keys.map((key, position) => {
            const answer = read.get(keyOf(key));
            return answer === undefined ? (known[position]?.properties ?? null) : answer;
          });
        } catch (error) {
          const isAway = error instanceof TrustError && error.code === 'UNAVAILABLE';
          if (!isAway || known.includes(undefined)) throw error;
        }
      }
      return known.map((entry) => entry?.properties ?? null);
    },
    forget: (key) => memory.delete(keyOf(key)),
  };
}

function isFresh(entry: Remembered | undefined, now: number, freshMs: number): boolean {
  return entry !== undefined && now - entry.readAt < freshMs;
}

/** Injective: every part but the last is length-prefixed. */
function keyOf({ tenant, type, id }: EntityPropertiesKey): string {
  return `${tenant.length}:${tenant}${type.length}:${type}${id}`;
}
