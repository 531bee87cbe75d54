/**
 * The native signal envelope: what `POST /api/signals` and `ingestSignals` take, one item at a time.
 * Unknown keys are refused, so that a typo is found instead of being silently ignored. Whether a time is
 * plausible is not judged here: that takes a clock.
 */
import { z } from 'zod';
import { ENTITY_TYPES } from '../domain/entity.ts';
import type { Fault } from '../domain/errors.ts';
import { SIGNAL_TYPES, type SignalData } from '../domain/signal.ts';
import type { IncomingSignal, ParsedSignal } from '../services/services.ts';
import { faultsOf } from './faults.ts';
import * as data from './signal-data.ts';
import { address, canonicalIp, isTimeInRange, text, time, toMs } from './signal-text.ts';

const FAULTS_MAX = 50;

const entityId = text(256);

const envelope = {
  /** Idempotency key within the tenant. */
  id: text(200),
  time,
  source_type: text(200).nullish(),
  user_id: entityId.nullish(),
  device_id: entityId.nullish(),
  session_id: entityId.nullish(),
  entities: z
    .array(z.strictObject({ type: z.enum(ENTITY_TYPES), id: entityId }))
    .max(16)
    .nullish(),
  ip: address.nullish(),
  user_agent: text(1_024).nullish(),
  location: data.locationSchema.nullish(),
  network: data.networkSchema.nullish(),
};

export const signalSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('authentication'), data: data.authenticationSchema }),
  z.strictObject({ ...envelope, type: z.literal('access'), data: data.accessSchema }),
  z.strictObject({ ...envelope, type: z.literal('device_posture'), data: data.devicePostureSchema }),
  z.strictObject({ ...envelope, type: z.literal('network'), data: data.networkSchema }),
  z.strictObject({ ...envelope, type: z.literal('account_change'), data: data.accountChangeSchema }),
  z.strictObject({ ...envelope, type: z.literal('finding'), data: data.findingSchema }),
  z.strictObject({ ...envelope, type: z.literal('feedback'), data: data.feedbackSchema }),
]);

/** A signal on the wire. */
export type SignalInput = z.input<typeof signalSchema>;
type Wire = z.output<typeof signalSchema>;

/** Stands in for the union when the type is unknown, so that the envelope's other faults are still found. */
const untypedSchema = z.strictObject({ ...envelope, type: z.enum(SIGNAL_TYPES), data: z.looseObject({}) });

/** Never throws. At most 50 faults are reported for one signal. */
export function parseSignal(input: unknown, defaults: { source: string }): ParsedSignal {
  const parsed = signalSchema.safeParse(input);
  if (!parsed.success) {
    const known = isRecord(input) && (SIGNAL_TYPES as readonly unknown[]).includes(input['type']);
    const error = known || !isRecord(input) ? parsed.error : (untypedSchema.safeParse(input).error ?? parsed.error);
    return { ok: false, id: idOf(input), faults: [...faultsOf(error), ...rawFaults(input)].slice(0, FAULTS_MAX) };
  }
  const faults = [...rawFaults(input), ...crossFaults(parsed.data)];
  if (faults.length > 0) return { ok: false, id: parsed.data.id, faults };
  return { ok: true, signal: toIncoming(parsed.data, defaults.source) };
}

function toIncoming(wire: Wire, source: string): IncomingSignal {
  return {
    id: wire.id,
    occurredAt: toMs(wire.time),
    source,
    sourceType: wire.source_type ?? null,
    userId: wire.user_id ?? null,
    deviceId: wire.device_id ?? null,
    sessionId: wire.session_id ?? null,
    ip: wire.ip == null ? null : canonicalIp(wire.ip),
    userAgent: wire.user_agent ?? null,
    geo: wire.location == null ? null : data.toGeoPoint(wire.location),
    network: wire.network == null ? null : data.toNetworkFacts(wire.network),
    also: wire.entities ?? [],
    ...toData(wire),
  };
}

function toData(wire: Wire): SignalData {
  switch (wire.type) {
    case 'authentication':
      return { type: 'authentication', data: data.toAuthentication(wire.data) };
    case 'access':
      return { type: 'access', data: data.toAccess(wire.data) };
    case 'device_posture':
      return { type: 'device_posture', data: data.toDevicePosture(wire.data) };
    case 'network':
      return { type: 'network', data: { facts: data.toNetworkFacts(wire.data) } };
    case 'account_change':
      return { type: 'account_change', data: data.toAccountChange(wire.data) };
    case 'finding':
      return { type: 'finding', data: data.toFinding(wire.data) };
    case 'feedback':
      return { type: 'feedback', data: data.toFeedback(wire.data) };
  }
}

/** What the schema cannot say: zod drops a `__proto__` key of a record before any check sees it. */
function rawFaults(input: unknown): Fault[] {
  if (!isRecord(input)) return [];
  const checks = isRecord(input['data']) ? input['data']['checks'] : undefined;
  const polluted = isRecord(checks) && Object.hasOwn(checks, '__proto__');
  return [...missingEntity(input), ...(polluted ? [{ path: 'data.checks.__proto__', message: 'Unknown key' }] : [])];
}

function missingEntity(input: Record<string, unknown>): Fault[] {
  const entities = input['entities'];
  const named =
    input['user_id'] != null ||
    input['device_id'] != null ||
    input['session_id'] != null ||
    (Array.isArray(entities) ? entities.length > 0 : entities != null);
  return named
    ? []
    : [{ path: 'entities', message: 'Name at least one of user_id, device_id, session_id or entities.' }];
}

/** What one field cannot know of another. */
function crossFaults(wire: Wire): Fault[] {
  const faults: Fault[] = [];
  const { location } = wire;
  if (location != null && (location.latitude == null) !== (location.longitude == null)) {
    faults.push({ path: 'location', message: 'latitude and longitude go together.' });
  }
  const times: [string, Wire['time'] | null | undefined][] = [['time', wire.time]];
  if (wire.type === 'device_posture') {
    const { patched_at, edr_last_seen_at, report_by } = wire.data;
    times.push(
      ['data.patched_at', patched_at],
      ['data.edr_last_seen_at', edr_last_seen_at],
      ['data.report_by', report_by],
    );
  }
  for (const [path, value] of times) {
    if (value != null && !isTimeInRange(toMs(value))) {
      faults.push({ path, message: 'Must be a time between 1970 and 9999.' });
    }
  }
  return faults;
}

function idOf(input: unknown): string | null {
  const parsed = isRecord(input) ? envelope.id.safeParse(input['id']) : undefined;
  return parsed?.success ? parsed.data : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
