/** The GraphiQL page. Everything it needs is in it, so that it works without the internet. */
import { GRAPHQL_PATH } from './graphql-yoga.ts';

/** What the editor starts with; it answers on an empty engine as well. */
export const GRAPHIQL_EXAMPLE = `# Press Ctrl+Enter: who is trusted least right now, and why.
query LeastTrusted {
  entities(first: 5, order: SCORE_ASC) {
    edges {
      node {
        type
        entityId
        trustScore { score level riskIndicators { indicator severity title } }
      }
    }
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
        defaultQuery: GRAPHIQL_EXAMPLE,
        credentials: 'same-origin',
      }),
    ),
  );
  return page;
}
