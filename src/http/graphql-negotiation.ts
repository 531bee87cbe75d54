/** Which of GraphQL's two media types an answer gets. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** What browsers and the common clients send. Anything else is negotiated by the full server. */
const COMMON: ReadonlyMap<string, MediaType> = new Map([
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/json,*/*', 'application/json'],
  ['application/json,text/plain,*/*', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json,application/json', 'application/graphql-response+json'],
]);

/** `null` when the header is not one of the common ones. */
export function commonMediaType(accept: string | undefined): MediaType | null {
  if (accept === undefined) return 'application/json';
  return COMMON.get(accept) ?? COMMON.get(accept.replaceAll(' ', '').toLowerCase()) ?? null;
}

/** For refusals, which need some type whatever was asked for. */
export function refusalMediaType(accept: string | undefined): MediaType {
  return accept?.includes('application/graphql-response+json')
    ? 'application/graphql-response+json'
    : 'application/json';
}

/** A form or a text is what a foreign page can send without asking first; only JSON is taken. */
export function isJson(contentType: string | undefined): boolean {
  return /^application\/(?:graphql\+)?json\s*(?:;|$)/i.test(contentType ?? '');
}

/** Without parameters, or with the only charset there is. */
export function isPlainJson(contentType: string | undefined): boolean {
  return contentType === 'application/json' || /^application\/json; ?charset=utf-8$/i.test(contentType ?? '');
}

export function wantsPage(method: string, accept: string | undefined): boolean {
  return method === 'GET' && (accept?.includes('text/html') ?? false);
}
