/** The settings in force, with everything that follows from other settings worked out. */
import { settingsSchema, type Settings } from './settings.ts';

/** Workers on PostgreSQL and Redis unless WORKERS says otherwise. */
const SERVED_WORKERS = 4;

export type Config = Omit<Settings, 'server'> & {
  readonly server: Omit<Settings['server'], 'workers'> & { readonly workers: number };
};

export function resolveConfig(settings: Settings): Config {
  const { workers } = settings.server;
  return {
    ...settings,
    server: { ...settings.server, workers: workers === 'auto' ? (isServed(settings) ? SERVED_WORKERS : 1) : workers },
    auth: { ...settings.auth, openOnLoopback: settings.auth.openOnLoopback && isLoopback(settings.server.host) },
  };
}

/** What the engine runs with when nothing is set. */
export function defaultConfig(): Config {
  return resolveConfig(settingsSchema.parse({}));
}

/** Whether both servers are there, without which only one process can run. */
export function isServed({ storage, cache }: Pick<Settings, 'storage' | 'cache'>): boolean {
  return storage.databaseUrl !== null && cache.redisUrl !== null;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host);
}
