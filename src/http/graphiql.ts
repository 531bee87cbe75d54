/** The GraphiQL page. Everything it needs is in it, so that it works without the internet. */
import { GRAPHQL_PATH } from './graphql-yoga.ts';

const EXAMPLE = `# Press Ctrl+Enter.
query TrustScore {
  trustScore(input: { entityId: "alice@example.com" }) {
    score
    level
    confidence
    riskIndicators { indicator severity title }
  }
}
`;

/** Scripts and styles stand in the page itself; it may talk to this server only. */
export const GRAPHIQL_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; " +
    "img-src data: 'self'; font-src data: 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
} as const;

let page: Promise<string> | undefined;

/** Nine megabytes: loaded when first asked for. */
export function graphiqlPage(): Promise<string> {
  page ??= import('@graphql-yoga/render-graphiql').then(({ renderGraphiQL }) =>
    String(
      renderGraphiQL({
        title: 'Trust scoring engine',
        endpoint: GRAPHQL_PATH,
        defaultQuery: EXAMPLE,
        credentials: 'same-origin',
      }),
    ),
  );
  return page;
}
