/**
 * The whole engine for a test, through the same composition root that serves users: by default on the embedded
 * database in a folder of its own, with memory caches and a clock that stands still. Nothing is mocked.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '../../src/app.ts';
import { generateKey, hashKey } from '../../src/auth/keys.ts';
import { defaultConfig, type Config } from '../../src/config/config.ts';
import type { Principal, Role } from '../../src/domain/principal.ts';
import { createLogger, type Logger } from '../../src/observability/logger.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

export interface TestApp extends App {
  readonly clock: FakeClock;
  /** The caller that the open loopback mode makes of requests without a key. */
  readonly local: Principal;
  /** Stores a key of that role and returns it. */
  keyFor(role: Role, tenant?: string): Promise<string>;
  /** Listens on a free port and returns the base URL. */
  start(): Promise<string>;
}

export interface TestAppOptions {
  /** Changes to the default configuration, section by section. */
  readonly config?: { readonly [Section in keyof Config]?: Partial<Config[Section]> };
  readonly clock?: FakeClock;
  readonly logger?: Logger;
  /** Keeps the data of an earlier app: its folder. */
  readonly dataDir?: string;
}

/** Close it in `afterAll`; that also removes its data unless a folder was given. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? createFakeClock();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'trust-test-')));
  const app = await createApp(configWith(dataDir, options.config ?? {}), {
    clock,
    logger: options.logger ?? createLogger({ level: 'fatal' }),
  });
  return {
    ...app,
    clock,
    local: { id: 'local', role: 'admin', tenant: 'default' },
    async keyFor(role, tenant = 'default') {
      const key = generateKey();
      const id = `key-${hashKey(key).slice(0, 12)}`;
      await app.stores.apiKeys.create({
        id,
        tenant,
        name: `${role} for a test`,
        role,
        hash: hashKey(key),
        createdAt: clock.now(),
        expiresAt: null,
        revokedAt: null,
      });
      return key;
    },
    async start() {
      return (await app.listen()).url;
    },
    async close() {
      await app.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function configWith(dataDir: string, changes: NonNullable<TestAppOptions['config']>): Config {
  const base = defaultConfig();
  const merged = Object.fromEntries(
    Object.entries(base).map(([section, settings]) => [section, { ...settings, ...changes[section as keyof Config] }]),
  ) as unknown as Config;
  return {
    ...merged,
    server: { ...merged.server, port: changes.server?.port ?? 0 },
    storage: { ...merged.storage, dataDir },
  };
}
