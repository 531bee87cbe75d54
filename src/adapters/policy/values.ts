/**
 * JSON values as CEL values. Objects become Maps: the evaluator asks a plain object for its `constructor`, so a caller
 * could break a condition with a key of that name, while a Map keeps every key as data.
 */

/** Values in one property map or context, nested ones included. More is refused, so that conditions stay cheap. */
export const VALUES_MAX = 2_000;
export const DEPTH_MAX = 32;

/** @throws Error when the map holds more than `VALUES_MAX` values or is nested deeper than `DEPTH_MAX`. */
export function celMap(properties: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return mapOf(properties, { left: VALUES_MAX }, 0);
}

interface Budget {
  left: number;
}

function mapOf(properties: object, budget: Budget, depth: number): Map<string, unknown> {
  if (depth >= DEPTH_MAX) throw new Error(`properties are nested deeper than ${DEPTH_MAX} levels`);
  const map = new Map<string, unknown>();
  for (const [key, value] of Object.entries(properties)) {
    const converted = celValue(value, budget, depth + 1);
    if (converted !== undefined) map.set(key, converted);
  }
  return map;
}

/** `undefined` for what JSON cannot hold: such a property reads as missing. */
function celValue(value: unknown, budget: Budget, depth: number): unknown {
  budget.left -= 1;
  if (budget.left < 0) throw new Error(`more than ${VALUES_MAX} property values`);
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return value;
    case 'object':
      if (value === null) return null;
      if (!Array.isArray(value)) return mapOf(value, budget, depth);
      if (depth >= DEPTH_MAX) throw new Error(`properties are nested deeper than ${DEPTH_MAX} levels`);
      return value.map((item) => celValue(item, budget, depth + 1) ?? null);
    default:
      return undefined;
  }
}
