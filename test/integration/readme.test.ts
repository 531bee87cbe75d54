/** What the README shows is what a newcomer gets. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSignal } from '../../src/contract/signal.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

const README = readFileSync('README.md', 'utf8');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await seedDemo({
    seed: 7,
    now: app.clock.now(),
    ingest: async (batch) => {
      await app.services.ingest.ingest(
        app.local,
        batch.map((signal) => parseSignal(signal, { source: 'demo' })),
      );
    },
  });
}, 300_000);
afterAll(() => app.close());

/** The first fenced block of that language. */
function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'u').exec(README)?.[1];
  if (found === undefined) throw new Error(`the README has no ${language} block`);
  return found;
}

const post = async (url: string, payload: unknown): Promise<Record<string, unknown>> => {
  const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
  const { body, statusCode } = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
  expect(statusCode).toBe(200);
  return JSON.parse(body) as Record<string, unknown>;
};

/** Figures that move with time or are made anew for every answer. */
const MOVING = ['trust_score', 'confidence', 'expires_at', 'decision_id', 'requirements'];

describe('the README', () => {
  it('shows the answer to its first question, word for word but for figures that age', async () => {
    const question = /-d '(\{"entity_id": "sofia[\s\S]*?\})'/u.exec(README)?.[1] ?? '';
    const shown = JSON.parse(block('json')) as Record<string, unknown>;
    const answer = await post('/api/trust-score/policy-decision', JSON.parse(question));
    expect(Object.keys(answer)).toEqual(Object.keys(shown));
    for (const key of Object.keys(shown)) if (!MOVING.includes(key)) expect(answer[key], key).toEqual(shown[key]);
    expect(answer['requirements']).toMatchObject([{ kind: 'resolve_indicator', target: 'au.refresh_reuse' }]);
  });

  it('has a GraphQL query that answers', async () => {
    const { data, errors } = await post('/graphql', { query: block('graphql') });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ trustScore: { level: 'LOW' } });
  });

  it('has a signal that is accepted and changes the answer', async () => {
    const text = /\/api\/signals -H 'content-type: application\/json' -d "(\[[\s\S]*?\])"/u.exec(README)?.[1] ?? '';
    const time = new Date(app.clock.now()).toISOString();
    const signals: unknown = JSON.parse(text.replaceAll('\\"', '"').replace('$(date -u +%FT%TZ)', time));
    expect(await post('/api/signals', signals)).toMatchObject({ results: [{ status: 'accepted' }] });
    const answer = await post('/api/trust-score/calculate', { entity_id: 'me@example.com', include_explanation: true });
    expect(answer).toMatchObject({ trust_level: 'LOW', risk_indicators: [{ id: 'ub.user_reported_suspicious' }] });
  });

  it('names only variables, files and routes that exist', async () => {
    const document = JSON.parse((await app.inject({ url: '/api/openapi.json' })).body) as { paths: object };
    for (const [, route = ''] of README.matchAll(/`(?:GET|POST|DELETE) (\/api\/[^`]*)`/gu)) {
      const path = route === '/api/openapi.json' ? route : route.replace('/signals/okta', '/signals/{source}');
      expect(Object.keys(document.paths), route).toContain(path);
    }
    const environment = readFileSync('src/config/environment.ts', 'utf8');
    for (const [, name = ''] of README.matchAll(/^\| `([A-Z_]+)`/gmu)) expect(environment, name).toContain(name);
    for (const [, file = ''] of README.matchAll(/\]\((?!http)([^)#]+)\)/gu)) {
      expect(() => readFileSync(file), file).not.toThrow(/ENOENT/u);
    }
  });
});
