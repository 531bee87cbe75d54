/**
 * Reads an Okta System Log event into the few fields we use. Okta's own form is camel case; events that came through
 * a log pipeline often have lower-case top-level keys, so keys are matched without case. Only what no signal can do
 * without is required: a type, a time, and somebody it is about.
 */
import { createHash } from 'node:crypto';
import type { Fault } from '../../../domain/errors.ts';

export interface OktaParty {
  readonly type: string;
  readonly id: string | null;
  /** The login, lower case; `null` where Okta writes `unknown`. */
  readonly login: string | null;
  readonly name: string | null;
}

export interface OktaEvent {
  /** Unique: the event type and Okta's uuid, or a digest of the event where it has none. */
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly actor: OktaParty | null;
  readonly targets: readonly OktaParty[];
  readonly result: string;
  readonly reason: string;
  readonly message: string;
  readonly client: Fields;
  readonly security: Fields;
  readonly debug: Fields;
  readonly authentication: Fields;
  readonly device: Fields;
}

/** An object of the event, read without trust: any field may be missing or of another type. */
export interface Fields {
  text(name: string, maxLength?: number): string | null;
  number(name: string): number | null;
  value(name: string): unknown;
  fields(name: string): Fields;
}

export type ReadEvent =
  | { readonly ok: true; readonly event: OktaEvent }
  | { readonly ok: false; readonly id: string | null; readonly faults: readonly Fault[] };

export function readEvent(raw: unknown): ReadEvent {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, id: null, faults: [{ path: '', message: 'Must be an Okta System Log event (an object).' }] };
  }
  const event = fieldsOf(raw);
  const type = event.text('eventType', 120) ?? event.text('legacyEventType', 120);
  const published = event.text('published', 40);
  const at = published === null ? null : parseTime(published);
  const actor = partyOf(event.value('actor'));
  const targets = toArray(event.value('target')).flatMap((target) => partyOf(target) ?? []);
  const uuid = event.text('uuid', 60);

  const faults: Fault[] = [];
  if (type === null) faults.push({ path: 'eventType', message: 'Required (string)' });
  if (at === null) faults.push({ path: 'published', message: 'Must be a time, as in 2026-01-31T08:15:30.123Z.' });
  if (actor === null && targets.length === 0)
    faults.push({ path: 'actor', message: 'Names neither an actor nor a target.' });
  if (type === null || at === null || faults.length > 0) return { ok: false, id: uuid, faults };

  const outcome = event.fields('outcome');
  return {
    ok: true,
    event: {
      id: `okta:${type}:${uuid ?? digest(raw)}`,
      type,
      at,
      actor,
      targets,
      result: (outcome.text('result') ?? 'UNKNOWN').toUpperCase(),
      reason: outcome.text('reason') ?? '',
      message: event.text('displayMessage') ?? type,
      client: event.fields('client'),
      security: event.fields('securityContext'),
      debug: event.fields('debugContext').fields('debugData'),
      authentication: event.fields('authenticationContext'),
      device: event.fields('device'),
    },
  };
}

export function fieldsOf(raw: unknown): Fields {
  const entries = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : [];
  const byKey = new Map<string, unknown>(entries.map(([key, value]) => [key.toLowerCase(), value]));
  const value = (name: string) => byKey.get(name.toLowerCase());
  return {
    value,
    text: (name, maxLength = 200) => cleanText(value(name), maxLength),
    number(name) {
      const found = value(name);
      return typeof found === 'number' && Number.isFinite(found) ? found : null;
    },
    fields: (name) => fieldsOf(value(name)),
  };
}

/** Without control characters and unpaired surrogates, cut to length; `null` when nothing is left, or for Okta's `unknown`. */
function cleanText(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string') return null;
  const clean = value
    .slice(0, maxLength)
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
  return clean === '' || clean.toLowerCase() === 'unknown' ? null : clean;
}

function partyOf(raw: unknown): OktaParty | null {
  const party = fieldsOf(raw);
  const id = party.text('id');
  const login = party.text('alternateId')?.toLowerCase() ?? null;
  if (id === null && login === null) return null;
  return { type: party.text('type') ?? '', id, login, name: party.text('displayName') };
}

/** Okta's times are UTC; log pipelines drop the zone and write a space or nanoseconds. */
function parseTime(published: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/.exec(published);
  if (match === null) return null;
  const [, date, clock, fraction = '', zone = 'Z'] = match;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const at = Date.parse(`${date}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}${offset}`);
  return at >= 0 ? at : null;
}

function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 100) : [];
}

function digest(raw: object): string {
  return createHash('sha256').update(JSON.stringify(raw)).digest('base64url').slice(0, 32);
}
