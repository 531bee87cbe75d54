import { describe, expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from '../../../src/observability/logger.ts';

function logging(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { logger: createLogger({ level: 'trace', destination, ...options }), lines };
}

function record(lines: readonly string[]): Record<string, unknown> {
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

describe('form', () => {
  test('one JSON object a line with timestamp, upper-case level and message first-class', () => {
    const { logger, lines } = logging();
    logger.info({ request_id: 'r-1' }, 'started');
    logger.error('failed');
    expect(lines).toHaveLength(2);
    expect(record(lines)).toEqual({
      level: 'INFO',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
      request_id: 'r-1',
      message: 'started',
    });
    expect(lines[1]).toContain('"level":"ERROR"');
  });

  test('what is below the level is not written', () => {
    const { logger, lines } = logging({ level: 'warn' });
    logger.info('no');
    logger.warn('yes');
    expect(lines).toHaveLength(1);
  });

  test('text with newlines stays one line', () => {
    const { logger, lines } = logging();
    logger.info({ path: 'a\n{"level":"FATAL"}' }, 'forged\nline');
    expect(lines.join('').trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('secrets', () => {
  test.each([
    { authorization: 'Bearer S3CRET' },
    { headers: { authorization: 'S3CRET', cookie: 'S3CRET', 'x-api-key': 'S3CRET', 'set-cookie': 'S3CRET' } },
    { config: { auth: { adminKey: 'S3CRET' } } },
    { body: { password: 'S3CRET', token: 'S3CRET', apiKey: 'S3CRET' } },
    { key: 'S3CRET' },
    { error: new Error('connect postgresql://trust:S3CRET@db:5432/trust failed') },
    { req: { method: 'GET', url: '/api/trust-score/S3CRET/trends', headers: { authorization: 'S3CRET' } } },
  ])('never reach a line: %j', (fields) => {
    const { logger, lines } = logging();
    logger.warn(fields, 'hello');
    expect(lines.join('')).toContain('hello');
    expect(lines.join('')).not.toContain('S3CRET');
  });

  test('an error keeps its type, code, message and stack', () => {
    const { logger, lines } = logging();
    logger.error({ error: Object.assign(new TypeError('broke'), { code: 'E_BROKE' }) }, 'failed');
    expect(record(lines)['error']).toMatchObject({
      type: 'TypeError',
      code: 'E_BROKE',
      message: 'broke',
      stack: expect.stringContaining('logger.test.ts'),
    });
  });
});

describe('ids', () => {
  const idIn = (options: Partial<LoggerOptions>, id: string): unknown => {
    const { logger, lines } = logging(options);
    logger.info({ entity_id: id }, 'scored');
    return record(lines)['entity_id'];
  };

  test('appear as pseudonyms: equal for equal ids, different for others, never the id', () => {
    const alice = idIn({}, 'alice@example.org');
    expect(alice).toMatch(/^~[0-9a-f]{16}$/u);
    expect(idIn({}, 'alice@example.org')).toBe(alice);
    expect(idIn({}, 'bob@example.org')).not.toBe(alice);
  });

  test('depend on the key where there is one', () => {
    expect(idIn({ pseudonymKey: 'k'.repeat(16) }, 'alice')).not.toBe(idIn({}, 'alice'));
  });

  test('are plain when the operator says so', () => {
    expect(idIn({ pseudonymize: false }, 'alice')).toBe('alice');
  });
});
