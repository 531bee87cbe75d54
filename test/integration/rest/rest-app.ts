/** The running engine as a REST caller sees it. Every answer is held against the OpenAPI document. */
import type { App } from '../../../src/app.ts';
import { expectDocumented } from '../../support/openapi.ts';

export interface Question {
  readonly method?: string;
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, as `contentType`. */
  readonly text?: string;
  readonly contentType?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** The body as JSON, for tests to look into. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests state the shape they expect in what they assert
  json(): any;
}

export type Ask = (question: Question) => Promise<Reply>;

/** Asks from another machine, so that a question without a key is a question without a caller. */
export function askOf(app: Pick<App, 'inject'>): Ask {
  return async ({ method = 'GET', url, body, text, contentType = 'application/json', key = null, headers = {} }) => {
    const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.inject({
      method: method as 'GET',
      url,
      remoteAddress: '203.0.113.9',
      headers: {
        ...(payload !== undefined && { 'content-type': contentType }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    });
    const type = response.headers['content-type'];
    expectDocumented({
      method,
      url,
      status: response.statusCode,
      contentType: type === undefined ? null : String(type),
      text: response.body,
    });
    return { status: response.statusCode, headers: response.headers, text: response.body, json: () => response.json() };
  };
}
