/** What the start-up banner tells people to paste must work. */
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { banner } from '../../../src/cli/banner.ts';
import { parseAssessRequest } from '../../../src/contract/assess.ts';
import { schema } from '../../../src/schema/schema.ts';

const URL = 'http://127.0.0.1:8080';

function shown(keyed: boolean, entity: string | null): string {
  const example = entity === null ? null : { entity, about: 'an incident' };
  return banner({ url: URL, version: '1.0.0', seconds: 1.2, example, keyed, store: 'embedded' });
}

describe.each([
  ['with the demo', 'ada@example.org'],
  ['on an empty engine', null],
])('the banner %s', (_, entity) => {
  it('shows a GraphQL query that is valid against the schema', () => {
    const query = /Or in GraphiQL:\n\n([\s\S]*?)\n\nCtrl-C/u.exec(shown(false, entity))?.[1] ?? '';
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
  });

  it('shows a curl whose body is a valid question', () => {
    const body = /-d '(\{.*\})'/u.exec(shown(false, entity))?.[1] ?? '';
    expect(parseAssessRequest(JSON.parse(body)).entity.id).toBe(entity ?? 'alice@example.org');
  });

  it('sends a key where one is needed, and only there', () => {
    expect(shown(true, entity)).toContain('x-api-key');
    expect(shown(false, entity)).not.toContain('x-api-key');
  });
});
