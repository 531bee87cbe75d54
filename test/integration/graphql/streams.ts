/** Real clients of subscriptions: graphql-ws over a WebSocket, and server-sent events over fetch. */
import { createClient, type Client } from 'graphql-ws';
import { WebSocket, type ClientOptions } from 'ws';

export interface Stream {
  /** The next event; `null` when the stream has ended. */
  // Tests look into events of every shape.
  // eslint-disable-next-line typescript/no-explicit-any
  next(): Promise<any>;
  stop(): Promise<void>;
}

export function createSocketClient(
  url: string,
  connectionParams: Record<string, unknown> = {},
  options: ClientOptions = {},
): { readonly client: Client; readonly closed: Promise<{ code: number; reason: string }> } {
  let settle: (event: { code: number; reason: string }) => void = () => undefined;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    settle = resolve;
  });
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, options);
      }
    },
    connectionParams,
    retryAttempts: 0,
    lazy: true,
    on: { closed: (event) => settle(event as { code: number; reason: string }) },
  });
  return { client, closed };
}

export function watchSocket(client: Client, query: string, variables?: Record<string, unknown>): Stream {
  const events = client.iterate({ query, ...(variables && { variables }) });
  return {
    async next() {
      const { done, value } = await events.next();
      return done ? null : value;
    },
    async stop() {
      await events.return?.();
    },
  };
}

export async function watchSse(
  url: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<Stream & { readonly status: number; readonly type: string }> {
  const gone = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    signal: gone.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    async next() {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end >= 0) {
          const message = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          if (message.startsWith('event: complete')) return null;
          const data = /^data: (.*)$/m.exec(message)?.[1];
          if (data) return JSON.parse(data);
          continue;
        }
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return null;
        buffer += chunk.value;
      }
    },
    async stop() {
      gone.abort();
    },
  };
}
