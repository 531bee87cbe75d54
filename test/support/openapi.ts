/** Holds answers against the OpenAPI document: status, content type and body must be as documented. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiDocument } from '../../src/http/openapi-document.ts';
import { ROUTES } from '../../src/http/rest/routes.ts';

interface Answer {
  readonly method: string;
  /** Path and query as asked for. */
  readonly url: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** Problems that come before any route: no operation documents them. */
const ROUTELESS = [400, 404, 405, 408, 431];

const document = openApiDocument(ROUTES);
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'openapi');
const validators = new Map<string, ValidateFunction>();

/** Throws when the answer is not one that the document promises. */
export function expectDocumented(answer: Answer): void {
  const what = `${answer.method} ${answer.url} → ${answer.status}`;
  const route = ROUTES.find(({ method, path }) => method === answer.method && matches(path, answer.url));
  if (!route) {
    if (!ROUTELESS.includes(answer.status)) throw new Error(`${what}: no such operation is documented`);
    return expectValid(['components', 'schemas', 'Problem'], answer.text, what);
  }
  const at = ['paths', route.path, route.method.toLowerCase(), 'responses', String(answer.status)];
  const response = lookUp(at);
  if (response === undefined) throw new Error(`${what}: this status is not documented`);
  const content = lookUp([...at, 'content']);
  if (content === undefined) {
    if (answer.text !== '') throw new Error(`${what}: has a body, and none is documented`);
    return;
  }
  const type = answer.contentType?.split(';', 1)[0] ?? '';
  if (lookUp([...at, 'content', type]) === undefined) throw new Error(`${what}: ${type} is not documented`);
  if (type.endsWith('json')) expectValid([...at, 'content', type, 'schema'], answer.text, what);
}

function expectValid(path: readonly string[], text: string, what: string): void {
  const pointer = path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
  validators.set(pointer, validate);
  if (!validate(JSON.parse(text))) throw new Error(`${what}: ${ajv.errorsText(validate.errors)}`);
}

function lookUp(path: readonly string[]): unknown {
  let at: unknown = document;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !(part in at)) return undefined;
    at = (at as Record<string, unknown>)[part];
  }
  return at;
}

function matches(path: string, url: string): boolean {
  const pattern = path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(url.split('?', 1)[0] ?? '');
}
