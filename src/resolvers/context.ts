/** What every resolver is given. Built per operation by `http/graphql-context.ts`, for HTTP and WebSocket alike. */
import type { Principal } from '../domain/principal.ts';
import type { Services } from '../services/services.ts';
import type { Loaders } from './loaders.ts';

export interface GraphqlContext {
  /** Stands in the logs and in masked errors, so that the two can be brought together. */
  readonly requestId: string;
  readonly principal: Principal;
  readonly services: Services;
  /** Replaced after every write and before every event of a subscription, since both outdate what was loaded. */
  loaders: Loaders;
}
