/** Global ids: base64url of `TypeName:key`. Opaque to callers, total on bad input. */
import { ENTITY_TYPES } from '../domain/entity.ts';
import { TrustError } from '../domain/errors.ts';
import type { LocalRef } from '../services/services.ts';

/** 256 characters of key as UTF-8, in base64, with room for the type. */
const LENGTH_MAX = 2_000;
const FORM = /^(Entity|Decision):([^]+)$/u;

export function decodeNodeId(globalId: string): { typename: string; id: string } {
  const text = globalId.length <= LENGTH_MAX ? Buffer.from(globalId, 'base64').toString('utf8') : '';
  const [, typename, id] = FORM.exec(text) ?? [];
  if (typename === undefined || id === undefined) throw notAnId();
  return { typename, id };
}

export function entityKeyOf({ type, id }: LocalRef): string {
  return `${type}:${id}`;
}

export function parseEntityKey(key: string): LocalRef {
  const [name, ...rest] = key.split(':');
  const type = ENTITY_TYPES.find((candidate) => candidate === name);
  const id = rest.join(':');
  if (type === undefined || id.length < 1 || id.length > 256) throw notAnId();
  return { type, id };
}

function notAnId(): TrustError {
  return new TrustError('BAD_USER_INPUT', 'This is not the global id of anything.', {
    faults: [{ path: 'id', message: 'Must be an id that this API gave' }],
  });
}
