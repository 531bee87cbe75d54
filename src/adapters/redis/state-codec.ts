/**
 * How a state stands in Redis: the revision in decimal, then for a state a space and JSON; a tombstone is the bare
 * revision. The revision comes first so that the script that compares it need not parse or even read the rest.
 */
import type { EntityRef } from '../../domain/entity.ts';
import type { EntityState } from '../../domain/state.ts';

/** Raise with every change of `EntityState` or of this layout: older processes then neither read nor overwrite it. */
export const STATE_FORMAT = 1;

export function encodeState({ entity: _inTheKey, revision, ...body }: EntityState): string {
  return `${revision} ${JSON.stringify(body)}`;
}

export function encodeTombstone(revision: number): string {
  return String(revision);
}

/** The state in `text`, or `undefined` for a tombstone. Throws on what this format cannot have written. */
export function decodeState(entity: EntityRef, text: string): EntityState | undefined {
  const space = text.indexOf(' ');
  const head = space === -1 ? text : text.slice(0, space);
  if (!/^\d{1,16}$/.test(head)) throw new Error('A cached state does not start with a revision.');
  if (space === -1) return undefined;
  const body: unknown = JSON.parse(text.slice(space + 1));
  if (!isBody(body)) throw new Error('A cached state has another shape than this version writes.');
  return { ...body, entity, revision: Number(head) };
}

/**
 * Checks the outer shape. What is inside was written by this version from a typed state; the format number in the
 * key keeps other versions' values away.
 */
function isBody(body: unknown): body is Omit<EntityState, 'entity' | 'revision'> {
  if (!isRecord(body)) return false;
  const { folded, items, profile, published } = body;
  return (
    (folded === null || (isRecord(folded) && typeof folded['at'] === 'number' && typeof folded['id'] === 'string')) &&
    Array.isArray(items) &&
    items.every((item) => isRecord(item) && typeof item['id'] === 'string' && typeof item['detection'] === 'string') &&
    (published === null || isRecord(published)) &&
    isRecord(profile) &&
    Array.isArray(profile['recent']) &&
    Array.isArray(profile['sessions'])
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
