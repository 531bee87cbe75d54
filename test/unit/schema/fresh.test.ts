import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { printSortedSchema } from '../../../src/schema/schema.ts';

test('the committed schema.graphql is what the code prints (renew it with `npm run schema`)', async () => {
  const committed = await readFile(new URL('../../../schema.graphql', import.meta.url), 'utf8');
  expect(printSortedSchema()).toBe(committed);
});
