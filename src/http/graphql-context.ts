import { createLoaders } from '../resolvers/loaders.ts';
import type { GraphqlContext } from '../resolvers/context.ts';

/** The one place where a context is made, for plain HTTP, server-sent events and WebSocket. */
export function createContext(parts: Omit<GraphqlContext, 'loaders'>): GraphqlContext {
  return { ...parts, loaders: createLoaders(parts.services, parts.principal) };
}
