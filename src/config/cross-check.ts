/** Rules that span settings, and secrets that were put where they don't belong. */
import { isLoopback, isServed } from './config.ts';
import { variableFor } from './environment.ts';
import type { Origin } from './explain.ts';
import { valueAt, type Tree } from './paths.ts';
import type { ConfigProblem } from './problem.ts';
import { hasPassword } from './redact.ts';
import { SECRET_PATHS, type Settings } from './settings.ts';

interface CrossCheckInput {
  readonly settings: Settings;
  readonly raw: Tree;
  readonly fromFile: Tree;
  readonly origin: Origin;
  /** Settings with problems of their own; rules that involve them are not applied. */
  readonly faulty: readonly string[];
}

export function crossCheck(input: CrossCheckInput): ConfigProblem[] {
  return [...workersNeedServers(input), ...secretsBelongInEnvironment(input)];
}

function workersNeedServers({ settings, origin, faulty }: CrossCheckInput): ConfigProblem[] {
  const { workers } = settings.server;
  const involved = ['server.workers', 'storage.databaseUrl', 'cache.redisUrl'];
  if (workers === 'auto' || workers === 1 || isServed(settings) || involved.some((path) => faulty.includes(path)))
    return [];
  const missing = [
    ...(settings.storage.databaseUrl === null ? ['DATABASE_URL'] : []),
    ...(settings.cache.redisUrl === null ? ['REDIS_URL'] : []),
  ].join(' and ');
  return [
    {
      path: 'server.workers',
      source: origin.variable('server.workers') ?? origin.file('server.workers') ?? 'defaults',
      found: `${workers} workers without ${missing}`,
      expected:
        '1 or "auto" on the embedded database, which one process owns; more than 1 with DATABASE_URL and REDIS_URL, which workers share',
      fix: `Set ${missing}, or leave WORKERS unset.`,
    },
  ];
}

/** Files are committed, copied and mounted; secrets come from the environment. */
function secretsBelongInEnvironment({ fromFile, origin }: CrossCheckInput): ConfigProblem[] {
  const inFile = (path: string): unknown => valueAt(fromFile, path.split('.'));
  const paths = [
    ...[...SECRET_PATHS].filter((path) => (inFile(path) ?? null) !== null),
    ...['storage.databaseUrl', 'cache.redisUrl'].filter((path) => {
      const value = inFile(path);
      return typeof value === 'string' && hasPassword(value);
    }),
  ];
  return paths.map((path) => ({
    path,
    source: origin.file(path) ?? 'file',
    found: 'a secret in a file',
    expected: 'null in the file; the secret in the environment',
    fix: `Remove it from the file, change the secret, and set ${variableFor(path) ?? 'its variable'} instead.`,
  }));
}

/**
 * Listening beyond this machine with no key at all would refuse everybody. `storedKeys`: live API keys in the store.
 * Returns the problem, or `null`.
 */
export function exposureProblem(
  config: { readonly server: { readonly host: string }; readonly auth: { readonly adminKey: string | null } },
  storedKeys: number,
): ConfigProblem | null {
  if (isLoopback(config.server.host) || config.auth.adminKey !== null || storedKeys > 0) return null;
  return {
    path: 'server.host',
    source: 'HOST',
    found: `${config.server.host}, which other machines can reach, and no API key`,
    expected: 'a key that callers must present, or a loopback address',
    fix: 'Set TRUST_ADMIN_KEY (for example to the output of "openssl rand -base64 32"), create a key with "trust keys create", or leave HOST at 127.0.0.1.',
  };
}
