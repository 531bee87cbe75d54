/** Reads the body of a plain request for the fast lane. */
import type { PlainRequest } from './graphql-fast-lane.ts';

/** `null` for anything but a JSON object with a query and, perhaps, variables and an operation name. */
export function readPlainRequest(body: unknown): PlainRequest | null {
  if (typeof body !== 'string') return null;
  const params = parse(body);
  if (!isRecord(params)) return null;
  const { query, operationName, variables, extensions, ...rest } = params;
  if (typeof query !== 'string' || extensions != null || Object.keys(rest).length > 0) return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && !isRecord(variables)) return null;
  return { query, operationName, variables };
}

/** Whether `variables` and `extensions` of a URL are JSON, or absent. */
export function hasJsonParameters(url: string): boolean {
  const search = new URLSearchParams(url.split('?')[1] ?? '');
  return ['variables', 'extensions'].every((name) => {
    const text = search.get(name);
    return text === null || text === '' || parse(text) !== undefined;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
