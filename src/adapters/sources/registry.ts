/** Every source the engine understands. Adding one is its file and a line here. */
import { source as okta } from './okta/okta.ts';
import type { NormalisedItem, Source } from './source.ts';

export interface SourceRegistry {
  names(): string[];
  /** `null` when there is no source of that name. */
  normalise(source: string, payload: unknown): NormalisedItem[] | null;
}

export function createSourceRegistry(sources: readonly Source[] = [okta]): SourceRegistry {
  const byName = new Map(sources.map((source) => [source.name, source]));
  return {
    names: () => [...byName.keys()],
    normalise: (source, payload) => byName.get(source)?.normalise(payload) ?? null,
  };
}
