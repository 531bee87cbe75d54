/** Okta System Log events, as the API, an event hook or a log pipeline delivers them. */
import type { NormalisedItem, Source } from '../source.ts';
import { readEvent } from './event.ts';
import { mapEvent } from './mapping.ts';

export const source: Source = {
  name: 'okta',
  normalise(payload) {
    const { events, path } = eventsOf(payload);
    return events.flatMap((event, index) => normaliseEvent(event, path === null ? '' : join(path, String(index))));
  },
};

/** The events and, unless the payload is a single one, the path of the list that holds them. */
function eventsOf(payload: unknown): { events: unknown[]; path: string | null } {
  if (Array.isArray(payload)) return { events: payload, path: '' };
  const hook = payload as { data?: { events?: unknown } } | null;
  if (typeof payload === 'object' && Array.isArray(hook?.data?.events)) {
    return { events: hook.data.events, path: 'data.events' };
  }
  return { events: [payload], path: null };
}

function normaliseEvent(raw: unknown, prefix: string): NormalisedItem[] {
  const read = readEvent(raw);
  if (!read.ok) {
    return [
      {
        kind: 'rejected',
        id: read.id,
        faults: read.faults.map((fault) => ({ ...fault, path: join(prefix, fault.path) })),
      },
    ];
  }
  const { event } = read;
  const mapped = mapEvent(event);
  if (typeof mapped === 'string') return [{ kind: 'ignored', id: event.id, reason: mapped }];
  const about = mapped.filter(
    (input) => input.user_id != null || input.device_id != null || input.session_id != null || input.entities != null,
  );
  if (about.length === 0) return [{ kind: 'ignored', id: event.id, reason: 'Names no person, device or session.' }];
  return about.map((input) => ({ kind: 'signal', input }));
}

function join(prefix: string, path: string): string {
  return [prefix, path].filter((part) => part !== '').join('.');
}
