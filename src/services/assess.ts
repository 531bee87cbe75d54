/** How far an entity is trusted right now. Nothing is written on this path; sampled answers go to the history. */
import { requirePermission } from '../auth/permissions.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { EntityRef } from '../domain/entity.ts';
import { TrustError, bug } from '../domain/errors.ts';
import type { AssessInput, Model, Weighing } from '../domain/model/model.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { StateCache } from '../domain/ports/state-cache.ts';
import type { Principal } from '../domain/principal.ts';
import type { EntityState } from '../domain/state.ts';
import type { Trend } from '../domain/trend.ts';
import { completeContext, type ContextSources } from './complete-context.ts';
import { deviceOf } from './device-of.ts';
import type { AssessAnswer, AssessRequest, AssessService, LocalRef } from './services.ts';
import type { StateReader } from './state-reader.ts';

/** An answer with what it was computed from, for the services that go on from it. */
export interface FullAnswer {
  readonly answer: AssessAnswer;
  readonly input: AssessInput;
  readonly weighing: Weighing;
}

/** The window and bucket of the trend that comes along with an assessment. */
const TREND_WITH_ANSWER = { windowMs: 24 * 3_600_000, bucketMs: 3_600_000 };

export interface AssessDeps {
  readonly model: Model;
  readonly reader: StateReader;
  readonly cache: StateCache;
  readonly clock: Clock;
  readonly contexts: ContextSources;
  /** Called with every answer given; must not throw or block. */
  readonly onAnswer: (assessment: Assessment, cacheHit: boolean, degraded: boolean) => void;
  readonly trends: (
    entities: readonly EntityRef[],
    window: { readonly windowMs: number; readonly bucketMs: number },
  ) => Promise<readonly Trend[]>;
}

export interface Assessor extends AssessService {
  /** Like `assessMany`, without the permission check: for services that made their own. */
  answerMany(tenant: string, requests: readonly AssessRequest[]): Promise<readonly FullAnswer[]>;
}

export function createAssessService(deps: AssessDeps): Assessor {
  const answerMany = async (tenant: string, requests: readonly AssessRequest[]): Promise<readonly FullAnswer[]> => {
    const states = await readStates(deps.reader, tenant, requests);
    const devices = await readDevices(deps.reader, states, requests);
    const now = deps.clock.now();
    const answers = requests.map((request, index): FullAnswer => {
      const read = states[index];
      if (read === undefined) bug('a state is missing for a request');
      const device = devices.states[index] ?? null;
      const context = completeContext(request.context, deps.contexts);
      const input = { state: read.state, device, request: context, now };
      const weighing = deps.model.weigh(input);
      const assessment = deps.model.assess(input, weighing);
      deps.onAnswer(assessment, read.cached, devices.degraded);
      return {
        answer: {
          assessment,
          cacheHit: read.cached,
          degraded: devices.degraded,
          explanation: request.includeExplanation ? deps.model.explain(weighing) : null,
          trend: null,
        },
        input,
        weighing,
      };
    });
    return withTrends(deps, answers, requests);
  };

  const assessMany = async (
    caller: Principal,
    requests: readonly AssessRequest[],
  ): Promise<readonly AssessAnswer[]> => {
    checkPermissions(caller, requests);
    return (await answerMany(caller.tenant, requests)).map(({ answer }) => answer);
  };

  return {
    answerMany,
    assessMany,
    async assess(caller, request) {
      const [answer] = await assessMany(caller, [request]);
      if (answer === undefined) bug('one request gave no answer');
      return answer;
    },
    async evidence(caller, entities) {
      requirePermission(caller, 'explanations:read');
      const reads = await deps.reader.read(refsOf(caller.tenant, entities), { fresh: false });
      return reads.map(({ state }) =>
        state.items.toSorted((a, b) => b.observedAt - a.observedAt || (a.id < b.id ? -1 : 1)),
      );
    },
    async clearCache(caller, entity) {
      requirePermission(caller, 'cache:clear');
      await deps.cache.clear({ tenant: caller.tenant, ...entity });
    },
  };
}

function checkPermissions(caller: Principal, requests: readonly AssessRequest[]): void {
  requirePermission(caller, 'scores:read');
  if (requests.some((request) => request.includeExplanation)) requirePermission(caller, 'explanations:read');
  if (requests.some((request) => request.includeTrends)) requirePermission(caller, 'history:read');
}

export function refsOf(tenant: string, entities: readonly LocalRef[]): EntityRef[] {
  return entities.map(({ type, id }) => ({ tenant, type, id }));
}

/** Reads all states in one go; those older than their question demands are read again from the store, also in one. */
async function readStates(
  reader: StateReader,
  tenant: string,
  requests: readonly AssessRequest[],
): Promise<readonly { readonly state: EntityState; readonly cached: boolean }[]> {
  const refs = refsOf(
    tenant,
    requests.map(({ entity }) => entity),
  );
  const forced = requests.some((request) => request.forceRefresh);
  const reads = [...(await reader.read(refs, { fresh: forced }))];

  const behind = requests.flatMap(({ atLeast }, index) =>
    atLeast !== null && (reads[index]?.state.revision ?? 0) < atLeast ? [index] : [],
  );
  if (behind.length === 0) return reads;
  const again = await reader.read(
    behind.flatMap((index) => refs[index] ?? []),
    { fresh: true },
  );
  for (const [position, index] of behind.entries()) {
    const read = again[position];
    const atLeast = requests[index]?.atLeast ?? 0;
    if (read === undefined || read.state.revision < atLeast) {
      throw new TrustError('CONFLICT', `The entity has not reached revision ${atLeast}.`, {
        faults: [{ path: 'at_least', message: `the newest revision is ${read?.state.revision ?? 0}` }],
      });
    }
    reads[index] = read;
  }
  return reads;
}

/** The devices that speak for the entities. When they can't be read the answer goes without them and says `degraded`. */
async function readDevices(
  reader: StateReader,
  states: readonly { readonly state: EntityState }[],
  requests: readonly AssessRequest[],
): Promise<{ readonly states: readonly (EntityState | null)[]; readonly degraded: boolean }> {
  const refs = states.map(({ state }, index) => deviceOf(state, requests[index]?.context.deviceId ?? null));
  const wanted = refs.filter((ref) => ref !== null);
  if (wanted.length === 0) return { states: [], degraded: false };
  try {
    const fresh = requests.some((request) => request.forceRefresh);
    const reads = await reader.read(wanted, { fresh });
    let next = 0;
    return { states: refs.map((ref) => (ref === null ? null : (reads[next++]?.state ?? null))), degraded: false };
  } catch (error) {
    if (error instanceof TrustError && error.code === 'UNAVAILABLE') return { states: [], degraded: true };
    throw error;
  }
}

async function withTrends(
  deps: AssessDeps,
  answers: readonly FullAnswer[],
  requests: readonly AssessRequest[],
): Promise<readonly FullAnswer[]> {
  const wanting = requests.flatMap(({ includeTrends }, index) => (includeTrends ? [index] : []));
  if (wanting.length === 0) return answers;
  const trends = await deps.trends(
    wanting.flatMap((index) => answers[index]?.input.state.entity ?? []),
    TREND_WITH_ANSWER,
  );
  const byIndex = new Map(wanting.map((index, position) => [index, trends[position] ?? null]));
  return answers.map((full, index) => ({ ...full, answer: { ...full.answer, trend: byIndex.get(index) ?? null } }));
}
