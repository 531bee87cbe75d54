/**
 * What a REST route is: one file a route, each exporting one descriptor. The server and the OpenAPI document are
 * both made from the descriptors, so neither can know a route that the other does not.
 */
import type { z } from 'zod';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Permission, Principal } from '../../domain/principal.ts';
import type { HttpDeps } from '../deps.ts';

export interface RestCall {
  readonly requestId: string;
  readonly body: unknown;
  readonly path: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Milliseconds since the request arrived. */
  elapsedMs(): number;
}

export interface RestAnswer {
  readonly status: number;
  /** Objects are sent as JSON, strings as they are. */
  readonly body: object | string | null;
  readonly contentType?: string;
}

export interface ResponseDoc {
  readonly description: string;
  /** `null`: no body. */
  readonly shape: z.ZodType | null;
  readonly contentType?: string;
}

interface RouteDoc {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** In the form of OpenAPI: `/api/trust-score/{entity_id}/trends`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: 'trust' | 'signals' | 'operations';
  readonly summary: string;
  readonly pathShape?: z.ZodObject;
  readonly queryShape?: z.ZodObject;
  readonly headerShape?: z.ZodObject;
  readonly bodyShape?: z.ZodType;
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  /** Refusals beyond those that every route of its access has. */
  readonly errors: readonly ErrorCode[];
}

export interface PublicRoute extends RouteDoc {
  readonly access: 'public';
  handle(call: RestCall, deps: HttpDeps): Promise<RestAnswer>;
}

export interface ProtectedRoute extends RouteDoc {
  /** The permission it takes, checked before the body is read; `any` for every caller with a valid key. */
  readonly access: Permission | 'any';
  handle(caller: Principal, call: RestCall, deps: HttpDeps): Promise<RestAnswer>;
}

export type Route = PublicRoute | ProtectedRoute;

export function isPublic(route: Route): route is PublicRoute {
  return route.access === 'public';
}
