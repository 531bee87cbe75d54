import { expect, test } from 'vitest';
import { violations } from '../../../scripts/import-rules.mjs';

const found = (files: Record<string, string>): string[] => violations(new Map(Object.entries(files)));

test.each([
  ['domain/score.ts', "import { readFileSync } from 'node:fs';"],
  ['domain/score.ts', "import { z } from 'zod';"],
  ['domain/score.ts', "import type { Services } from '../services/services.ts';"],
  ['domain/score.ts', "export * from '../services/services.ts';"],
  ['services/assess.ts', "import { openPostgres } from '../adapters/postgres/open.ts';"],
  ['services/assess.ts', "const pg = await import('../adapters/postgres/open.ts');"],
  ['services/assess.ts', "import type { Config } from '../config/config.ts';"],
  ['services/assess.ts', "import pg from 'pg';"],
  ['resolvers/entity.ts', "import { createServer } from '../http/server.ts';"],
  ['schema/entity.ts', "import { assess } from '../services/assess.ts';"],
  ['http/server.ts', "import { loadConfig } from '../config/load.ts';"],
  ['http/server.ts', "import { Redis } from 'ioredis';"],
  ['adapters/redis/open.ts', "import { open } from '../postgres/open.ts';"],
  ['adapters/postgres/open.ts', "import { parseSignal } from '../../contract/signal.ts';"],
  ['auth/keys.ts', 'const level = process.env.LOG_LEVEL;'],
  ['helpers/text.ts', "import { a } from '../domain/a.ts';"],
  ['services/assess.ts', "import leftpad from 'left-pad';"],
])('refused: %s with %s', (file, text) => {
  expect(found({ [file]: text })).toHaveLength(1);
});

test.each([
  ['services/assess.ts', "import type { Clock } from '../domain/ports/clock.ts';"],
  ['schema/entity.ts', "import type { Services } from '../services/services.ts';"],
  ['http/server.ts', "import type { Config } from '../config/config.ts';"],
  ['adapters/redis/open.ts', "import { Redis } from 'ioredis';"],
  ['adapters/sources/okta.ts', "import { parseSignal } from '../../contract/signal.ts';"],
  ['app.ts', "import { openPostgres } from './adapters/postgres/open.ts';"],
  ['config/load.ts', 'const level = process.env.LOG_LEVEL;'],
])('allowed: %s with %s', (file, text) => {
  expect(found({ [file]: text })).toEqual([]);
});

test('a cycle of values is refused, a cycle of types is not', () => {
  const cycle = (kind: string) => ({
    'domain/a.ts': `import ${kind}{ b } from './b.ts';`,
    'domain/b.ts': `import ${kind}{ a } from './a.ts';`,
  });
  expect(found(cycle(''))).toHaveLength(1);
  expect(found(cycle('type '))).toEqual([]);
});

test('a refusal names the file, the line and the way out', () => {
  const [message] = found({ 'services/assess.ts': "\n\nimport { openPostgres } from '../adapters/postgres/open.ts';" });
  expect(message).toContain('src/services/assess.ts:3');
  expect(message).toContain('app.ts hands them the adapters');
});
