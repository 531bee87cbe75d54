/** What was: scores over time, decisions, signals, and the lists a console needs. */
import { bug } from '../domain/errors.ts';
import { requirePermission } from '../auth/permissions.ts';
import { entityKey, type EntityRef } from '../domain/entity.ts';
import { forecastLevel } from '../domain/model/forecast.ts';
import type { Model } from '../domain/model/model.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { DecisionLog } from '../domain/ports/decision-log.ts';
import type { EntityIndex } from '../domain/ports/entity-index.ts';
import type { HistoryStore } from '../domain/ports/history-store.ts';
import type { SignalLog } from '../domain/ports/signal-log.ts';
import type { Trend } from '../domain/trend.ts';
import { refsOf } from './assess.ts';
import { deviceOf } from './device-of.ts';
import type { PropertyReader } from './property-reader.ts';
import type { HistoryService, TrendRequest } from './services.ts';
import type { StateReader } from './state-reader.ts';
import { trendOf } from './trend-of.ts';

export interface TrendDeps {
  readonly model: Model;
  readonly reader: StateReader;
  readonly clock: Clock;
  readonly history: HistoryStore;
}

export interface HistoryDeps extends TrendDeps {
  readonly decisions: DecisionLog;
  readonly signals: SignalLog;
  readonly entities: EntityIndex;
  readonly properties: PropertyReader;
}

/** Trends in the order of `entities`: one query for all of them, and one for states that are not cached. */
export function createTrends({ model, reader, clock, history }: TrendDeps) {
  return async (
    entities: readonly EntityRef[],
    { windowMs, bucketMs }: { readonly windowMs: number; readonly bucketMs: number },
  ): Promise<readonly Trend[]> => {
    const now = clock.now();
    // The window ends with the running bucket, so that the newest score is in it.
    const to = Math.floor(now / bucketMs) * bucketMs + bucketMs;
    const window = { from: to - windowMs, to, bucketMs };
    const [buckets, reads] = await Promise.all([
      history.buckets(entities, window),
      reader.read(entities, { fresh: false }),
    ]);
    const devices = reads.map(({ state }) => deviceOf(state, null));
    const deviceReads = await reader.read(
      devices.filter((ref) => ref !== null),
      { fresh: false },
    );
    const deviceStates = new Map(deviceReads.map(({ state }) => [entityKey(state.entity), state]));
    return reads.map(({ state }, index) => {
      const device = devices[index];
      const forecast = forecastLevel(model, {
        state,
        device: device == null ? null : (deviceStates.get(entityKey(device)) ?? null),
        request: null,
        now,
      });
      return trendOf(state.entity, window, buckets[index] ?? [], forecast);
    });
  };
}

export function createHistoryService(deps: HistoryDeps): HistoryService {
  const trends = createTrends(deps);

  const trendsInOrder = async (tenant: string, requests: readonly TrendRequest[]): Promise<readonly Trend[]> => {
    const groups = new Map<string, number[]>();
    for (const [index, { windowMs, bucketMs }] of requests.entries()) {
      const key = `${windowMs}/${bucketMs}`;
      groups.set(key, [...(groups.get(key) ?? []), index]);
    }
    const found = new Map<number, Trend>();
    for (const indexes of groups.values()) {
      const group = indexes.flatMap((index) => requests[index] ?? []);
      const [first] = group;
      if (first === undefined) continue;
      const answers = await trends(
        refsOf(
          tenant,
          group.map(({ entity }) => entity),
        ),
        first,
      );
      for (const [position, index] of indexes.entries()) {
        const trend = answers[position];
        if (trend !== undefined) found.set(index, trend);
      }
    }
    return requests.flatMap((_, index) => found.get(index) ?? []);
  };

  return {
    async trend(caller, request) {
      requirePermission(caller, 'history:read');
      const [trend] = await trendsInOrder(caller.tenant, [request]);
      if (trend === undefined) bug('one entity gave no trend');
      return trend;
    },
    async trends(caller, requests) {
      requirePermission(caller, 'history:read');
      return trendsInOrder(caller.tenant, requests);
    },
    async points(caller, entities, page) {
      requirePermission(caller, 'history:read');
      return deps.history.pages(refsOf(caller.tenant, entities), page);
    },
    async decisions(caller, entities, page) {
      requirePermission(caller, 'history:read');
      return deps.decisions.pages(refsOf(caller.tenant, entities), page);
    },
    async decision(caller, id) {
      requirePermission(caller, 'history:read');
      return deps.decisions.get(caller.tenant, id);
    },
    async signals(caller, entities, page) {
      requirePermission(caller, 'history:read');
      return deps.signals.pages(refsOf(caller.tenant, entities), page);
    },
    async entities(caller, filter, order, page) {
      requirePermission(caller, 'history:read');
      return deps.entities.page(caller.tenant, filter, order, page);
    },
    async properties(caller, refs) {
      requirePermission(caller, 'history:read');
      return deps.entities.properties(refs.map((ref) => ({ tenant: caller.tenant, ...ref })));
    },
    async setProperties(caller, ref, properties) {
      requirePermission(caller, 'entities:write');
      const key = { tenant: caller.tenant, ...ref };
      await deps.entities.setProperties(key, properties);
      deps.properties.forget(key);
    },
  };
}
