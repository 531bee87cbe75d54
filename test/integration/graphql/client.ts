/** A plain caller of `/graphql`, and the signals and questions that the tests share. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  // Tests look into answers of every shape.
  // eslint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

export interface Ask {
  readonly key?: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Caller = (query: string, ask?: Ask) => Promise<Answer>;

export function createCaller(url: string): Caller {
  return async (query, { key, variables, operationName, headers } = {}) =>
    post(url, JSON.stringify({ query, variables, operationName }), {
      ...(key && { authorization: `Bearer ${key}` }),
      ...headers,
    });
}

export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : null };
}

/** Not the fast lane's form of the header, so the full server answers. */
export const FULL_SERVER = { 'content-type': 'application/json;charset=UTF-8;lane=full' };

export function compromise(id: string, user: string, time: number): Record<string, unknown> {
  return {
    id,
    type: 'finding',
    time: new Date(time).toISOString(),
    user_id: user,
    data: { kind: 'admin_confirmed_compromise', status: 'open', confidence: 1 },
  };
}

export function login(id: string, user: string, time: number): Record<string, unknown> {
  return {
    id,
    type: 'authentication',
    time: new Date(time).toISOString(),
    user_id: user,
    ip: '203.0.113.7',
    data: { outcome: 'success', amr: ['pwd', 'otp'], mfa: true },
  };
}

export const INGEST = `mutation Ingest($signals: [SignalEnvelope]!) {
  ingestSignals(signals: $signals) {
    accepted duplicates rejected
    results { signalId status faults { path message } revisions { revision entity { entityId type } } }
  }
}`;
