import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let app: TestApp;
let url = '';

beforeAll(async () => {
  app = await startTestApp();
  url = `${await app.start()}/graphql`;
});
afterAll(() => app.close());

const audits = serverAudits({ url: () => url });

test('the list of audits is complete', () => {
  expect(audits).toHaveLength(61);
});

for (const audit of audits) {
  test(`GraphQL over HTTP ${audit.id}: ${audit.name}`, async () => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });
}
