/** Places an incoming signal: its tenant, the entities it feeds, what is known about its address, and whether its time makes sense. */
import type { EntityRef } from '../../domain/entity.ts';
import type { Fault } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Signal, SignalType } from '../../domain/signal.ts';
import { completeNetwork, type ContextSources } from '../complete-context.ts';
import type { IncomingSignal } from '../services.ts';

export interface TimeBounds {
  /** How far ahead of us a source's clock may run, seconds. */
  readonly maxFutureSeconds: number;
  /** Older signals would weigh nothing, days. */
  readonly maxAgeDays: number;
}

const DAY_MS = 24 * 3_600_000;

/** Types that say something about the device itself, beside the person on it. */
const DEVICE_TYPES: ReadonlySet<SignalType> = new Set([
  'authentication',
  'device_posture',
  'network',
  'finding',
  'feedback',
]);
/** Posture belongs to a device, not to a session on it. */
const NOT_SESSION_TYPES: ReadonlySet<SignalType> = new Set(['device_posture']);

export function timeFaults({ occurredAt }: IncomingSignal, now: number, bounds: TimeBounds): Fault[] {
  if (occurredAt > now + bounds.maxFutureSeconds * 1000) {
    return [{ path: 'time', message: `is more than ${bounds.maxFutureSeconds} s in the future` }];
  }
  if (occurredAt < now - bounds.maxAgeDays * DAY_MS) {
    return [{ path: 'time', message: `is more than ${bounds.maxAgeDays} days old and would carry no weight` }];
  }
  return [];
}

export function placeSignal(
  incoming: IncomingSignal,
  caller: Principal,
  now: number,
  contexts: ContextSources,
): Signal {
  const { also, ...signal } = completeNetwork(incoming, contexts);
  return { ...signal, tenant: caller.tenant, receivedAt: now, entities: entitiesOf(incoming, caller.tenant) };
}

function entitiesOf({ type, userId, deviceId, sessionId, also }: IncomingSignal, tenant: string): EntityRef[] {
  const user: EntityRef[] = userId === null ? [] : [{ tenant, type: 'user', id: userId }];
  const device: EntityRef[] = deviceId === null ? [] : [{ tenant, type: 'device', id: deviceId }];
  const session: EntityRef[] = sessionId === null ? [] : [{ tenant, type: 'session', id: sessionId }];
  const fed = [
    ...user,
    ...(DEVICE_TYPES.has(type) ? device : []),
    ...(NOT_SESSION_TYPES.has(type) ? [] : session),
    ...also.map((ref): EntityRef => ({ tenant, ...ref })),
  ];
  // A signal that names only entities its type does not usually feed still feeds those: nothing accepted is without effect.
  const all = fed.length > 0 ? fed : [...user, ...device, ...session];
  return all.filter((ref, index) => all.findIndex((other) => other.type === ref.type && other.id === ref.id) === index);
}
