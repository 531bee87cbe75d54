/**
 * How a state stands in Redis: the revision in decimal, then for a state a space and JSON; a tombstone is the bare
 * revision. The revision comes first so that the script that compares it need not parse or even read the rest.
 */
import type { EntityRef } from '../../domain/entity.ts';
import { packState, unpackState } from '../../domain/state-codec.ts';
import type { EntityState } from '../../domain/state.ts';

export function encodeState(state: EntityState): string {
  return `${state.revision} ${JSON.stringify(packState(state))}`;
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
  const packed: unknown = JSON.parse(text.slice(space + 1));
  return unpackState(entity, packed);
}
