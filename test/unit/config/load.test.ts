import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultConfig, isLoopback } from '../../../src/config/config.ts';
import { exposureProblem } from '../../../src/config/cross-check.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { ConfigError, type ConfigProblem } from '../../../src/config/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'trust-config-'));
let files = 0;

function fileWith(text: string): string {
  files += 1;
  const path = join(folder, `settings-${files}.yaml`);
  writeFileSync(path, text);
  return path;
}

const EMPTY = fileWith('');
const POSTGRES = 'postgresql://trust:hunter2secret@db.example.org:5432/trust';
const REDIS = 'redis://localhost:6379/4';

function load(environment: Record<string, string>, yaml?: string) {
  return loadConfig({ file: yaml === undefined ? EMPTY : fileWith(yaml), environment }).config;
}

function problemsOf(environment: Record<string, string>, yaml?: string): readonly ConfigProblem[] {
  try {
    load(environment, yaml);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('sources', () => {
  test('an empty file and an empty environment give the defaults', () => {
    expect(load({})).toEqual(defaultConfig());
  });

  test('the environment wins over the file, the file over the defaults', () => {
    const config = load({ PORT: '9001' }, 'server: { port: 9000, requestTimeoutSeconds: 5 }');
    expect(config.server).toMatchObject({ port: 9001, requestTimeoutSeconds: 5, host: '127.0.0.1' });
  });

  test('a variable set to nothing counts as not set', () => {
    expect(load({ REDIS_URL: '', PORT: '  ' })).toEqual(defaultConfig());
  });

  test.each(['INFO', 'info', 'Info'])('LOG_LEVEL is read in any case: %s', (LOG_LEVEL) => {
    expect(load({ LOG_LEVEL }).logging.level).toBe('info');
  });

  test('TRUST_CONFIG names the file when the caller names none', () => {
    const file = fileWith('tenant: { default: acme }');
    expect(loadConfig({ environment: { TRUST_CONFIG: file } })).toMatchObject({
      file,
      config: { tenant: { default: 'acme' } },
    });
  });

  test('a section with nothing in it is the same as none', () => {
    expect(load({}, 'server:\n  # port: 9000\n')).toEqual(defaultConfig());
  });

  test('weights that are left out keep their defaults', () => {
    const { user } = load({}, 'model: { weights: { user: { authentication: 0.5 } } }').model.weights;
    expect(user).toEqual({ ...defaultConfig().model.weights.user, authentication: 0.5 });
  });
});

describe('workers', () => {
  test('one process on the embedded database, four on PostgreSQL and Redis', () => {
    expect(load({}).server.workers).toBe(1);
    expect(load({ DATABASE_URL: POSTGRES }).server.workers).toBe(1);
    expect(load({ DATABASE_URL: POSTGRES, REDIS_URL: REDIS }).server.workers).toBe(4);
    expect(load({ DATABASE_URL: POSTGRES, REDIS_URL: REDIS, WORKERS: '7' }).server.workers).toBe(7);
  });

  test('more than one without both servers is refused, naming what is missing', () => {
    expect(problemsOf({ WORKERS: '4', DATABASE_URL: POSTGRES })).toEqual([
      expect.objectContaining({ path: 'server.workers', source: 'WORKERS', found: '4 workers without REDIS_URL' }),
    ]);
  });

  test('a mistyped REDIS_URL is reported once, not as missing as well', () => {
    expect(
      problemsOf({ WORKERS: '4', DATABASE_URL: POSTGRES, REDIS_URL: 'localhost' }).map((each) => each.path),
    ).toEqual(['cache.redisUrl']);
  });
});

describe('bad settings', () => {
  test('all problems are reported together, each with its source and line', () => {
    const problems = problemsOf(
      { PORT: 'eighty', LOG_LEVEL: 'LOUD' },
      ['server:', '  requestTimeoutSeconds: 0', 'cache:', '  ttlSeconds: 1.5', '  ttl: 4', 'modle: {}'].join('\n'),
    );
    expect(problems.map(({ path, source }) => `${path} ${source.replace(/^.*\.yaml/u, '')}`).sort()).toEqual([
      'cache.ttl :5',
      'cache.ttlSeconds :4',
      'logging.level LOG_LEVEL',
      'modle :6',
      'server.port PORT',
      'server.requestTimeoutSeconds :2',
    ]);
    for (const { found, expected, fix } of problems)
      expect([found, expected, fix].every((part) => part !== '')).toBe(true);
  });

  test.each([
    ['cache: { ttlSecond: 5 }', 'Did you mean "ttlSeconds"?'],
    ['sever: { port: 1 }', 'Did you mean "server"?'],
    ['server: { prot: 1 }', 'Did you mean "port"?'],
    ['port: 80', 'Did you mean server.port (or PORT in the environment)?'],
    ['server: { body_limit_bytes: 5000 }', 'Did you mean "bodyLimitBytes"?'],
    ['server: { qqqqqqqqqq: 1 }', 'Remove "qqqqqqqqqq".'],
  ])('an unknown setting gets a suggestion: %s', (yaml, fix) => {
    expect(problemsOf({}, yaml)).toEqual([expect.objectContaining({ fix })]);
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', '-1'],
    ['WORKERS', '0'],
    ['WORKERS', 'many'],
    ['CACHE_TTL_SECONDS', '0'],
    ['CACHE_TTL_SECONDS', 'NaN'],
    ['MAX_CONCURRENT_CALCULATIONS', 'Infinity'],
    ['LOG_LEVEL', 'SILENT'],
    ['DATABASE_URL', 'mysql://localhost/trust'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['TENANT_ID', 'two words'],
    ['TRUST_ADMIN_KEY', 'short'],
    ['CORS_ORIGINS', 'https://console.example.org/path'],
    ['CORPORATE_CIDRS', '10.0.0.0/8,10.0.0.0/99'],
    ['HOST', 'no host'],
  ])('%s=%s is refused', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems.map((problem) => problem.source)).toEqual([name]);
    expect(problems[0]?.fix).toContain(name);
  });

  test.each([
    'model: { levelBounds: [0.2, 0.4, 0.4, 0.9] }',
    'model: { levelBounds: [0.2, 0.4, 0.7] }',
    'model: { levelBounds: [0, 0.4, 0.7, 0.9] }',
    'model: { weights: { device: { device_posture: 0, network_context: 0 } } }',
    'model: { weights: { device: { user_behavior: 1 } } }',
    'model: { weights: { user: { authentication: -1 } } }',
    'model: { baseRate: .nan }',
    'model: { trustMassMax: .inf }',
    'model: { priorWeight: 0 }',
    'model: { priorWeight: "2" }',
    'detections: { disabled: [travel] }',
    'detections: { disabled: [ub.no_such_detection] }',
    'detections: { strength: { ub.impossible_travle: 0.5 } }',
    'detections: { strength: { ub.impossible_travel: -1 } }',
    'detections: { strength: { "toString": 1 } }',
    'server: 8080',
    'server: [host]',
    'logging: { pseudonymize: "yes" }',
    '__proto__: { polluted: true }',
    'server: { __proto__: { port: 1 } }',
  ])('%s is refused', (yaml) => {
    expect(problemsOf({}, yaml)).toHaveLength(1);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test.each([
    ['a: [1', 'YAML'],
    ['server:\n  port: 1\n  port: 2', 'YAML'],
    ['- a list', 'a readable YAML file with settings'],
    ['just text', 'a readable YAML file with settings'],
  ])('a file that is not a block of settings is refused: %j', (yaml, expected) => {
    expect(problemsOf({}, yaml)[0]).toMatchObject({ expected });
  });

  test('a file that is not there is refused, and other problems are still reported', () => {
    const attempt = () => loadConfig({ file: join(folder, 'absent.yaml'), environment: { PORT: 'x' } });
    expect(attempt).toThrow(/ENOENT[\s\S]*server\.port/u);
  });
});

describe('secrets', () => {
  test('never appear in a report, wherever they were put', () => {
    const secrets = {
      TRUST_ADMIN_KEY: 'tooshortsecret',
      DATABASE_URL: 'mysql://trust:hunter2secret@db/trust',
      REDIS_URL: 'redis//:hunter3secret@cache',
    };
    const yaml = `auth: { adminKey: "${'file-secret-'.repeat(3)}" }\nstorage: { databaseUrl: "${POSTGRES}" }`;
    for (const report of [problemsOf(secrets), problemsOf({}, yaml)]) {
      expect(report.length).toBeGreaterThan(1);
      expect(JSON.stringify(report)).not.toMatch(/tooshort|hunter|file-secret/u);
    }
  });

  test('are refused in a file and accepted from the environment', () => {
    expect(problemsOf({}, `storage: { databaseUrl: "${POSTGRES}" }`)).toEqual([
      expect.objectContaining({ path: 'storage.databaseUrl', found: 'a secret in a file' }),
    ]);
    expect(load({ DATABASE_URL: POSTGRES }).storage.databaseUrl).toBe(POSTGRES);
    expect(problemsOf({}, 'storage: { databaseUrl: "postgresql://trust@db/trust" }')).toEqual([]);
  });
});

describe('exposure', () => {
  const key = 'k'.repeat(32);

  test.each(['0.0.0.0', '::', '10.1.2.3', 'trust.example.org'])('listening on %s without a key is refused', (HOST) => {
    expect(exposureProblem(load({ HOST }), 0)?.fix).toContain('TRUST_ADMIN_KEY');
    expect(exposureProblem(load({ HOST }), 1)).toBeNull();
    expect(exposureProblem(load({ HOST, TRUST_ADMIN_KEY: key }), 0)).toBeNull();
  });

  test('callers without a key are never admitted beyond loopback, whatever the file says', () => {
    expect(load({ HOST: '0.0.0.0' }, 'auth: { openOnLoopback: true }').auth.openOnLoopback).toBe(false);
    expect(load({ HOST: '127.0.0.1' }).auth.openOnLoopback).toBe(true);
  });

  test.each(['127.0.0.1.example.org', '127.0.0.1:80', '0.0.0.0', '128.0.0.1', ''])(
    '%j is not a loopback address',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
