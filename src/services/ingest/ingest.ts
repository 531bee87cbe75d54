/** Signals in: checked against time, placed in a tenant, folded and stored in one transaction, then told to everyone. */
import { isPermitted, requirePermission } from '../../auth/permissions.ts';
import { entityKey, type EntityRef } from '../../domain/entity.ts';
import { TrustError, type Fault, bug } from '../../domain/errors.ts';
import type { Model } from '../../domain/model/model.ts';
import type { BusEvent, Change, ChangeBus } from '../../domain/ports/change-bus.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { EvidenceStore } from '../../domain/ports/evidence-store.ts';
import type { StateCache } from '../../domain/ports/state-cache.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Signal } from '../../domain/signal.ts';
import type { EntityState } from '../../domain/state.ts';
import type { ContextSources } from '../complete-context.ts';
import type { IngestService, ParsedSignal, SignalResult } from '../services.ts';
import type { StateReader } from '../state-reader.ts';
import { dependencies } from './dependencies.ts';
import { foldBatch } from './fold-batch.ts';
import { createGroupCommit } from './group-commit.ts';
import { placeSignal, timeFaults, type TimeBounds } from './place.ts';

export interface IngestDeps {
  readonly model: Model;
  readonly store: EvidenceStore;
  readonly reader: StateReader;
  readonly cache: StateCache;
  readonly bus: ChangeBus;
  readonly clock: Clock;
  readonly contexts: ContextSources;
  readonly bounds: TimeBounds & { readonly maxBatch: number };
  /** Called with every error that callers only hear of as "could not be processed"; must not throw. */
  readonly onFault: (error: unknown) => void;
  /** Called for every item with its outcome; must not throw or block. */
  readonly onResult: (source: string, status: SignalResult['status']) => void;
}

/** A source's event may stand for two signals: what an administrator did, and to whom. */
export const SIGNALS_PER_EVENT_MAX = 2;

/** Signals a transaction takes at most when several requests share it. */
const GROUP_MAX = 2_000;

/** Signals that may wait for the store, some 100 MB at most. */
const WAITING_MAX = 50_000;

export function createIngestService(deps: IngestDeps): IngestService {
  const commits = createGroupCommit<Signal, SignalResult>({
    commit: (signals) => commitIsolating(deps, signals),
    maxItems: GROUP_MAX,
    groupOf: ({ tenant }) => tenant,
    maxWaiting: WAITING_MAX,
    fullError: () => new TrustError('OVERLOADED', 'Too many signals are waiting to be stored; try again shortly.'),
    closedError: () => new TrustError('UNAVAILABLE', 'The engine is shutting down and takes no more signals.'),
  });

  return {
    async ingest(caller, items) {
      requirePermission(caller, 'signals:write');
      if (items.length > deps.bounds.maxBatch * SIGNALS_PER_EVENT_MAX) {
        throw new TrustError('PAYLOAD_TOO_LARGE', `A batch holds at most ${deps.bounds.maxBatch} signals.`);
      }
      const now = deps.clock.now();
      const seen = new Set<string>();
      const checked = items.map((item) => check(item, seen, now, deps.bounds, caller));
      const placed = checked.flatMap((item) =>
        'signal' in item ? [placeSignal(item.signal, caller, now, deps.contexts)] : [],
      );
      const committed = await commits.submit(placed);
      let next = 0;
      return checked.map((item, index) => {
        const result = 'signal' in item ? committed[next++] : item;
        if (result === undefined) bug('a submitted signal has no result');
        const parsed = items[index];
        deps.onResult(parsed?.ok === true ? parsed.signal.source : 'unknown', result.status);
        return result;
      });
    },
    drain: () => commits.drain(),
  };
}

type Checked = { readonly signal: Extract<ParsedSignal, { ok: true }>['signal'] } | SignalResult;

function check(item: ParsedSignal, seen: Set<string>, now: number, bounds: TimeBounds, caller: Principal): Checked {
  if (!item.ok) return { id: item.id, status: 'rejected', faults: item.faults };
  const { signal } = item;
  const faults = [...timeFaults(signal, now, bounds), ...permissionFaults(signal, caller)];
  if (faults.length > 0) return { id: signal.id, status: 'rejected', faults };
  if (seen.has(signal.id)) return { id: signal.id, status: 'duplicate' };
  seen.add(signal.id);
  return { signal };
}

/** Feedback takes evidence back, which whoever may only send signals must not be able to do. */
function permissionFaults({ type }: Extract<ParsedSignal, { ok: true }>['signal'], caller: Principal): Fault[] {
  if (type !== 'feedback' || isPermitted(caller, 'feedback:write')) return [];
  return [
    { path: 'type', message: `feedback needs the permission feedback:write, which the role ${caller.role} lacks` },
  ];
}

/**
 * Commits signals together. When that fails for any reason but an unreachable store, halves are tried, down to the one
 * signal that can't be processed: it is rejected and the others go in.
 */
async function commitIsolating(deps: IngestDeps, signals: readonly Signal[]): Promise<readonly SignalResult[]> {
  try {
    return await commit(deps, signals);
  } catch (error) {
    if (error instanceof TrustError) throw error;
    deps.onFault(error);
    const [only] = signals;
    if (signals.length === 1 && only !== undefined) {
      return [{ id: only.id, status: 'rejected', faults: [{ path: '', message: 'could not be processed' }] }];
    }
    const middle = Math.ceil(signals.length / 2);
    const first = await commitIsolating(deps, signals.slice(0, middle));
    return [...first, ...(await commitIsolating(deps, signals.slice(middle)))];
  }
}

async function commit(deps: IngestDeps, signals: readonly Signal[]): Promise<readonly SignalResult[]> {
  const { model, store, reader, cache, bus, clock } = deps;
  const { refs, dependants } = await dependencies(reader, signals);
  const now = clock.now();
  const unique = firstOfEachId(signals);
  const { accepted, states, changes } = await store.ingest({ signals: unique, refs }, (tx) =>
    foldBatch(model, tx, { signals: unique, dependants, now }),
  );
  // What is committed is committed: a fault in telling of it must not look like a failed commit and be tried again.
  await cache
    .put(states)
    .then(() => bus.publish(eventsOf(changes, states)))
    .catch(deps.onFault);

  const revisions = new Map(states.map(({ entity, revision }) => [entityKey(entity), revision]));
  const kept = new Set(unique);
  return signals.map((signal): SignalResult => {
    if (!kept.has(signal) || !accepted.has(signal.id)) return { id: signal.id, status: 'duplicate' };
    return { id: signal.id, status: 'accepted', revisions: revisionsOf(signal.entities, revisions) };
  });
}

/** Every new state is announced, those that answer as before too: other processes must not keep the old ones. */
function eventsOf(changes: readonly Change[], states: readonly EntityState[]): BusEvent[] {
  const changed = new Set(changes.map(({ entity }) => entityKey(entity)));
  const silent = states.filter(({ entity }) => !changed.has(entityKey(entity)));
  return [
    ...changes.map((change): BusEvent => ({ kind: 'change', change })),
    ...silent.map(({ entity, revision }): BusEvent => ({ kind: 'revision', entity, revision })),
  ];
}

function revisionsOf(
  entities: readonly EntityRef[],
  revisions: ReadonlyMap<string, number>,
): Extract<SignalResult, { status: 'accepted' }>['revisions'] {
  return entities.flatMap((entity) => {
    const revision = revisions.get(entityKey(entity));
    return revision === undefined ? [] : [{ entity: { type: entity.type, id: entity.id }, revision }];
  });
}

/** Two requests of one group may bring the same signal: the first one counts. */
function firstOfEachId(signals: readonly Signal[]): Signal[] {
  const seen = new Set<string>();
  return signals.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
