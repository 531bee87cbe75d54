/** The fields of `Entity`. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Decision } from '../domain/decision.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { ScorePoint } from '../domain/ports/history-store.ts';
import type { Signal } from '../domain/signal.ts';
import type { Trend } from '../domain/trend.ts';
import type { AssessAnswer, LocalRef } from '../services/services.ts';
import { pageOf, toConnection, toPageRequest, type Connection, type ConnectionArgs } from './connection.ts';
import type { GraphqlContext } from './context.ts';
import { plainQuestion, trustScore } from './trust-score.ts';

export interface EvidenceArgs extends ConnectionArgs {
  readonly status?: EvidenceItem['status'] | null | undefined;
}

export function entityTrustScore(
  entity: LocalRef,
  context: GraphqlContext,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): Promise<AssessAnswer> {
  return trustScore(plainQuestion(entity), context, info);
}

export function entityProperties(
  entity: LocalRef,
  context: GraphqlContext,
): Promise<Readonly<Record<string, unknown>> | null> {
  return context.loaders.properties.load(refOf(entity));
}

export async function entityEvidence(
  entity: LocalRef,
  { status, ...page }: EvidenceArgs,
  context: GraphqlContext,
): Promise<Connection<EvidenceItem>> {
  const request = toPageRequest(page);
  const items = await context.loaders.evidence.load(refOf(entity));
  const wanted = status == null ? items : items.filter((item) => item.status === status);
  return toConnection(
    pageOf(wanted, (item) => item.id, request),
    (item) => item,
  );
}

export async function entityTrend(
  entity: LocalRef,
  args: ConnectionArgs,
  context: GraphqlContext,
): Promise<Connection<ScorePoint>> {
  const page = await context.loaders.points.load({ entity: refOf(entity), page: toPageRequest(args) });
  return toConnection(page, (point) => point);
}

export async function entityDecisions(
  entity: LocalRef,
  args: ConnectionArgs,
  context: GraphqlContext,
): Promise<Connection<Decision>> {
  const page = await context.loaders.decisions.load({ entity: refOf(entity), page: toPageRequest(args) });
  return toConnection(page, (decision) => decision);
}

export async function entitySignals(
  entity: LocalRef,
  args: ConnectionArgs,
  context: GraphqlContext,
): Promise<Connection<Signal>> {
  const page = await context.loaders.signals.load({ entity: refOf(entity), page: toPageRequest(args) });
  return toConnection(page, (signal) => signal);
}

export function entityTrendSummary(
  entity: LocalRef,
  range: { readonly windowMs: number; readonly bucketMs: number },
  context: GraphqlContext,
): Promise<Trend> {
  return context.loaders.trend.load({ entity: refOf(entity), ...range });
}

/** Loader keys are compared by value, so nothing but the key itself may be in them. */
function refOf({ type, id }: LocalRef): LocalRef {
  return { type, id };
}
