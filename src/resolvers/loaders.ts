/**
 * Batching: whatever the number of entities in one operation, each kind of question costs one service call.
 * Loaders also remember, so they live no longer than the facts they loaded: one operation, one write, one event.
 */
import DataLoader from 'dataloader';
import type { Decision } from '../domain/decision.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { ScorePoint } from '../domain/ports/history-store.ts';
import type { Page, PageRequest } from '../domain/ports/page.ts';
import type { Principal } from '../domain/principal.ts';
import type { Signal } from '../domain/signal.ts';
import type { Trend } from '../domain/trend.ts';
import type { AssessAnswer, AssessRequest, LocalRef, Services, TrendRequest } from '../services/services.ts';
import type { GraphqlContext } from './context.ts';

export interface Paged {
  readonly entity: LocalRef;
  readonly page: PageRequest;
}

type Properties = Readonly<Record<string, unknown>> | null;

export interface Loaders {
  readonly assessment: DataLoader<AssessRequest, AssessAnswer, string>;
  readonly evidence: DataLoader<LocalRef, readonly EvidenceItem[], string>;
  readonly points: DataLoader<Paged, Page<ScorePoint>, string>;
  readonly decisions: DataLoader<Paged, Page<Decision>, string>;
  readonly signals: DataLoader<Paged, Page<Signal>, string>;
  readonly trend: DataLoader<TrendRequest, Trend, string>;
  readonly properties: DataLoader<{ readonly type: string; readonly id: string }, Properties, string>;
}

/** Loaders are made when first asked for: most operations need one of them. */
export function createLoaders(services: Services, caller: Principal): Loaders {
  const made: { -readonly [K in keyof Loaders]?: Loaders[K] } = {};
  const { assess, history } = services;
  return {
    get assessment() {
      return (made.assessment ??= loader((requests) => assessAll(services, caller, requests)));
    },
    get evidence() {
      return (made.evidence ??= loader((entities) => assess.evidence(caller, entities)));
    },
    get points() {
      return (made.points ??= pagedLoader((entities, page) => history.points(caller, entities, page)));
    },
    get decisions() {
      return (made.decisions ??= pagedLoader((entities, page) => history.decisions(caller, entities, page)));
    },
    get signals() {
      return (made.signals ??= pagedLoader((entities, page) => history.signals(caller, entities, page)));
    },
    get trend() {
      return (made.trend ??= loader((requests) => history.trends(caller, requests)));
    },
    get properties() {
      return (made.properties ??= loader((refs) => history.properties(caller, refs)));
    },
  };
}

/** Forgets everything loaded so far in this operation. */
export function renewLoaders(context: GraphqlContext): void {
  context.loaders = createLoaders(context.services, context.principal);
}

function loader<K, V>(load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(load, { cacheKeyFn: (key) => JSON.stringify(key) });
}

/** One call per distinct page asked for; nearly always one. */
function pagedLoader<T>(
  load: (entities: readonly LocalRef[], page: PageRequest) => Promise<readonly Page<T>[]>,
): DataLoader<Paged, Page<T>, string> {
  return loader(async (keys) => {
    const groups = new Map<string, { page: PageRequest; entities: LocalRef[]; places: number[] }>();
    keys.forEach(({ entity, page }, place) => {
      const name = JSON.stringify(page);
      const group = groups.get(name) ?? { page, entities: [], places: [] };
      group.entities.push(entity);
      group.places.push(place);
      groups.set(name, group);
    });
    const results: (Page<T> | Error)[] = Array.from({ length: keys.length });
    await Promise.all(
      [...groups.values()].map(async ({ page, entities, places }) => {
        const pages = await settle(load(entities, page));
        places.forEach((place, index) => {
          results[place] = pages instanceof Error ? pages : (pages[index] ?? missing());
        });
      }),
    );
    return results;
  });
}

/**
 * A demand for a revision can fail for one entity alone, so those are asked one by one;
 * everything else goes in one call.
 */
async function assessAll(
  { assess }: Services,
  caller: Principal,
  requests: readonly AssessRequest[],
): Promise<(AssessAnswer | Error)[]> {
  const [first] = requests;
  if (requests.length === 1 && first) return [await settle(assess.assess(caller, first))];
  const shared = requests.filter((request) => request.atLeast === null);
  const [answers, ...single] = await Promise.all([
    shared.length > 0 ? settle(assess.assessMany(caller, shared)) : [],
    ...requests.map((request) => (request.atLeast === null ? null : settle(assess.assess(caller, request)))),
  ]);
  let next = 0;
  return requests.map(
    (_, index) => single[index] ?? (answers instanceof Error ? answers : (answers[next++] ?? missing())),
  );
}

async function settle<T>(promise: Promise<T>): Promise<T | Error> {
  try {
    return await promise;
  } catch (error) {
    return error instanceof Error ? error : new Error('Rejected with something that is no error.', { cause: error });
  }
}

function missing(): Error {
  return new Error('BUG: a service answered fewer items than it was asked for.');
}
