/** Environment variables and the settings they stand for. A variable that is set to nothing counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface Variable {
  readonly name: string;
  readonly path: string;
  readonly read: (text: string) => unknown;
}

const asText = (text: string): unknown => text;
/** Text that is no number stays text, so that the report can show it. */
const asNumber = (text: string): unknown => (/^-?\d+(\.\d+)?$/u.test(text.trim()) ? Number(text) : text);
const asList = (text: string): unknown =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const LEVEL_SYNONYMS: Readonly<Record<string, string>> = { warning: 'warn', critical: 'fatal' };
const asLevel = (text: string): unknown => LEVEL_SYNONYMS[text.trim().toLowerCase()] ?? text.trim().toLowerCase();

export const VARIABLES: readonly Variable[] = [
  { name: 'HOST', path: 'server.host', read: asText },
  { name: 'PORT', path: 'server.port', read: asNumber },
  { name: 'WORKERS', path: 'server.workers', read: asNumber },
  { name: 'CORS_ORIGINS', path: 'server.corsOrigins', read: asList },
  { name: 'LOG_LEVEL', path: 'logging.level', read: asLevel },
  { name: 'LOG_PSEUDONYM_KEY', path: 'logging.pseudonymKey', read: asText },
  { name: 'TENANT_ID', path: 'tenant.default', read: asText },
  { name: 'DATABASE_URL', path: 'storage.databaseUrl', read: asText },
  { name: 'DATABASE_POOL_SIZE', path: 'storage.poolSize', read: asNumber },
  { name: 'DATA_DIR', path: 'storage.dataDir', read: asText },
  { name: 'REDIS_URL', path: 'cache.redisUrl', read: asText },
  { name: 'CACHE_TTL_SECONDS', path: 'cache.ttlSeconds', read: asNumber },
  { name: 'MAX_CONCURRENT_CALCULATIONS', path: 'limits.maxConcurrentCalculations', read: asNumber },
  { name: 'TRUST_ADMIN_KEY', path: 'auth.adminKey', read: asText },
  { name: 'TRUST_POLICIES', path: 'policies.path', read: asText },
  { name: 'CORPORATE_CIDRS', path: 'network.corporateCidrs', read: asList },
  { name: 'EGRESS_CIDRS', path: 'network.egressCidrs', read: asList },
  { name: 'CITY_DATABASE', path: 'network.cityDatabase', read: asText },
];

export interface EnvironmentValue {
  readonly name: string;
  readonly path: string;
  readonly value: unknown;
}

export function readEnvironment(environment: Environment): EnvironmentValue[] {
  return VARIABLES.flatMap(({ name, path, read }) => {
    const text = environment[name];
    return text === undefined || text.trim() === '' ? [] : [{ name, path, value: read(text) }];
  });
}

export function variableFor(path: string): string | null {
  return VARIABLES.find((variable) => variable.path === path)?.name ?? null;
}
