/** `trust serve`: the engine, until it is told to stop. The banner goes to standard output, logs to standard error. */
import cluster from 'node:cluster';
import type { Command } from 'commander';
import type { App } from '../app.ts';
import { openDataDir, type DataDir } from '../adapters/postgres/data-dir.ts';
import { isLoopback, type Config } from '../config/config.ts';
import { exposureProblem } from '../config/cross-check.ts';
import { loadConfig } from '../config/load.ts';
import { ConfigError } from '../config/problem.ts';
import { DEMO_HIGHLIGHTS } from '../demo/incidents.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { banner } from './banner.ts';
import { runPrimary, tellPrimaryReady } from './cluster.ts';
import { stateOf } from './keys.ts';
import { probePort } from './port-probe.ts';
import { createProgress } from './progress.ts';
import { reloadOnHangup } from './reload.ts';
import { stopOnSignal } from './shutdown.ts';
import { engineVersion } from './version.ts';

interface ServeOptions {
  readonly config?: string;
  readonly empty?: true;
  readonly demo?: true;
}

export function registerServe(program: Command): void {
  program
    .command('serve', { isDefault: true })
    .description('Start the engine (the default command).')
    .option('-c, --config <file>', 'settings file')
    .option('--empty', 'start without the demo organisation')
    .option('--demo', 'create the demo organisation on a PostgreSQL server, too')
    .action(serve);
}

async function serve({ config: file, empty, demo }: ServeOptions): Promise<void> {
  const started = performance.now();
  const { config } = loadConfig({ file });
  // A simulated organisation in somebody's real database would be a nuisance: there it takes an explicit --demo.
  const withDemo = empty !== true && (config.storage.databaseUrl === null || demo === true);
  const announce = async (url: string, hasDemo: boolean): Promise<void> => {
    const [highlight] = DEMO_HIGHLIGHTS;
    process.stdout.write(
      banner({
        url,
        version: engineVersion(),
        seconds: (performance.now() - started) / 1000,
        example: hasDemo && highlight !== undefined ? { entity: highlight.entity.id, about: highlight.title } : null,
        keyed: !config.auth.openOnLoopback,
        store:
          config.storage.databaseUrl === null
            ? `embedded PostgreSQL in ${config.storage.dataDir}`
            : 'PostgreSQL server',
      }),
    );
  };
  if (cluster.isWorker) return serveAsWorker(config);
  await probePort(config.server);
  if (config.server.workers > 1) {
    await prepare(config, withDemo);
    return runPrimary({ config, onReady: () => announce(displayUrl(config), withDemo) });
  }
  const { app } = await open(config, withDemo);
  const { url } = await listen(app);
  const port = Number(new URL(url).port);
  await announce(displayUrl({ ...config, server: { ...config.server, port } }), withDemo);
}

async function serveAsWorker(config: Config): Promise<void> {
  const { app } = await open(config, false);
  await listen(app);
  tellPrimaryReady();
}

/** What has to happen once, before several workers start: migrations, the demo, the check of keys. */
async function prepare(config: Config, withDemo: boolean): Promise<void> {
  const { app, forget } = await open(config, withDemo);
  forget();
  await app.close();
}

async function open(config: Config, withDemo: boolean): Promise<{ app: App; forget: () => void }> {
  const progress = createProgress();
  const opening = config.storage.databaseUrl === null ? openDataDir(config.storage.dataDir, progress.show) : null;
  // Awaited by the app, once that is loaded.
  opening?.catch(() => {});
  const { createApp, ensureDemo } = await loadEngine(opening);
  const logger = createLogger(config.logging);
  const app = await createApp(config, {
    logger,
    metrics: createMetrics({ version: engineVersion() }),
    ...(opening && { opening }),
    onProgress: (text) => progress.show(text),
  });
  reloadOnHangup(app.policy, logger);
  const forget = stopOnSignal({
    seconds: config.server.shutdownSeconds,
    close: () => app.close(),
    onStopping: () => logger.info('Stopping: no new requests are taken, those under way are answered.'),
    onFailure: (error) => logger.error({ error }, 'The engine did not stop cleanly.'),
  });
  try {
    await refuseExposure(config, app);
    if (withDemo) await ensureDemo({ app, tenant: config.tenant.default, onProgress: (text) => progress.show(text) });
  } catch (error) {
    forget();
    await app.close();
    throw error;
  } finally {
    progress.done();
  }
  return { app, forget };
}

async function loadEngine(opening: Promise<DataDir> | null) {
  try {
    const [{ createApp }, { ensureDemo }] = await Promise.all([import('../app.ts'), import('./demo.ts')]);
    return { createApp, ensureDemo };
  } catch (error) {
    await opening?.then(({ release }) => release());
    throw error;
  }
}

async function refuseExposure(config: Config, { stores }: App): Promise<void> {
  if (isLoopback(config.server.host)) return;
  const keys = await stores.apiKeys.list(config.tenant.default);
  const problem = exposureProblem(config, keys.filter((key) => stateOf(key, Date.now()) === 'live').length);
  if (problem !== null) throw new ConfigError([problem]);
}

async function listen(app: App): Promise<{ url: string }> {
  try {
    return await app.listen();
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** An address that works when pasted on this machine. */
function displayUrl({ server: { host, port } }: Config): string {
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
