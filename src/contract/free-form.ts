/**
 * Bounds for JSON whose keys callers choose. Deep or huge values would make policies and the decision log slow,
 * and some texts cannot be stored; walking without recursion keeps the check itself safe from depth.
 */
const DEPTH_MAX = 8;
const NODES_MAX = 2000;
const TEXT_MAX = 4096;
const UNSTORABLE = /[\0\p{Cs}]/u;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface FreeFormFault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** The first reason why `root` may not be kept, or `null`. */
export function freeFormFault(root: unknown): FreeFormFault | null {
  const pending: { readonly value: unknown; readonly path: (string | number)[] }[] = [{ value: root, path: [] }];
  let nodes = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    nodes += 1;
    if (nodes > NODES_MAX) return { path: [], message: `Must hold at most ${NODES_MAX} values` };
    const message = leafFault(value);
    if (message) return { path, message };
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= DEPTH_MAX) return { path, message: `Must be nested at most ${DEPTH_MAX} deep` };
    // Counted before they are queued, so that a huge object is not copied first.
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    if (entries.length > NODES_MAX) return { path, message: `Must hold at most ${NODES_MAX} values` };
    for (const [key, child] of entries) {
      const keyMessage = typeof key === 'string' ? keyFault(key) : null;
      if (keyMessage) return { path, message: keyMessage };
      pending.push({ value: child, path: [...path, key] });
    }
  }
  return null;
}

function leafFault(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      if (value.length > TEXT_MAX) return `Must be at most ${TEXT_MAX} characters`;
      return UNSTORABLE.test(value) ? 'Must not contain NUL or unpaired surrogates' : null;
    case 'number':
      return Number.isFinite(value) ? null : 'Must be a finite number';
    case 'boolean':
    case 'object':
      return null;
    default:
      return 'Must be a JSON value';
  }
}

function keyFault(key: string): string | null {
  if (FORBIDDEN_KEYS.has(key)) return `Must not have the key ${key}`;
  if (key.length > 256) return 'Must have keys of at most 256 characters';
  return UNSTORABLE.test(key) ? 'Must not have NUL or unpaired surrogates in a key' : null;
}
