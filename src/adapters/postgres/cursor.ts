/**
 * Cursors: where a row stands in a listing. Opaque to callers, but they come back through callers, so every part is
 * checked before it reaches a statement.
 */
import { TrustError } from '../../domain/errors.ts';

export type CursorPart = string | number;
/** What each part is: `integer` must be a safe integer, `number` any finite number. */
export type CursorShape = readonly ('text' | 'integer' | 'number')[];

const MAX_LENGTH = 4_000;

export function encodeCursor(listing: string, parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify([listing, ...parts])).toString('base64url');
}

/** The parts of a cursor of this listing; BAD_USER_INPUT for anything else. `path` names the argument in the fault. */
export function decodeCursor(listing: string, shape: CursorShape, cursor: string, path: string): readonly CursorPart[] {
  const value = cursor.length <= MAX_LENGTH ? parse(cursor) : null;
  if (Array.isArray(value) && value.length === shape.length + 1 && value[0] === listing) {
    const parts: readonly unknown[] = value.slice(1);
    if (parts.every((part, index): part is CursorPart => fits(part, shape[index]))) return parts;
  }
  throw badCursor(path);
}

export function badCursor(path: string): TrustError {
  return new TrustError('BAD_USER_INPUT', 'The cursor is not one of this listing.', {
    faults: [{ path, message: 'must be a cursor that this listing returned' }],
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

function fits(part: unknown, kind: CursorShape[number] | undefined): boolean {
  if (kind === 'text') return typeof part === 'string';
  return kind === 'integer' ? Number.isSafeInteger(part) : Number.isFinite(part);
}
