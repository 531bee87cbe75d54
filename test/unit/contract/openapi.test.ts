import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../../src/http/openapi-document.ts';
import { ROUTES } from '../../../src/http/rest/routes.ts';
import { expectDocumented } from '../../support/openapi.ts';

const document = openApiDocument(ROUTES);

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test('is committed as it is served (npm run openapi)', () => {
    const committed = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test('gives every operation an id of its own', () => {
    const ids = ROUTES.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('leaves only the probes, the index and itself open', () => {
    const open = ROUTES.filter(({ access }) => access === 'public').map(({ path }) => path);
    expect(open.sort()).toEqual(['/', '/api/health/live', '/api/health/ready', '/api/openapi.json']);
  });

  test('documents its examples truly', () => {
    for (const { bodyShape } of ROUTES) {
      const examples = (bodyShape?.meta()?.['examples'] ?? []) as unknown[];
      for (const example of examples) expect(bodyShape?.safeParse(example).error).toBeUndefined();
    }
  });
});

describe('the check of answers against it', () => {
  const decision = { method: 'POST', url: '/api/trust-score/policy-decision', contentType: 'application/json' };
  const problem = {
    type: 'urn:x',
    title: 'Bad Request',
    status: 400,
    detail: 'd',
    instance: 'i',
    code: 'BAD_USER_INPUT',
    errors: [],
  };

  test('refuses a key that is not documented', () => {
    const text = JSON.stringify({ ...problem, stack: 'at …' });
    expect(() => expectDocumented({ ...decision, status: 400, contentType: 'application/problem+json', text })).toThrow(
      /additional properties/,
    );
  });

  test('refuses a missing key, an undocumented status and an undocumented path', () => {
    expect(() => expectDocumented({ ...decision, status: 200, text: '{"entity_id":"a"}' })).toThrow(/required/);
    expect(() => expectDocumented({ ...decision, status: 418, text: '{}' })).toThrow(/status/);
    expect(() => expectDocumented({ ...decision, url: '/api/nothing', status: 200, text: '{}' })).toThrow(/operation/);
  });

  test('accepts what is documented', () => {
    const text = JSON.stringify(problem);
    expectDocumented({ ...decision, status: 400, contentType: 'application/problem+json; charset=utf-8', text });
  });
});
