/**
 * The composition root: from a configuration to a running engine. The only place that knows every part.
 * Opens what it needs, and on any failure closes what was opened.
 */
import type { FastifyInstance } from 'fastify';
import { openNetworkIntelligence } from './adapters/geo/intelligence.ts';
import { systemClock } from './adapters/memory/system-clock.ts';
import { createPolicySource, type PolicySource } from './adapters/policy/source.ts';
import type { DataDir } from './adapters/postgres/data-dir.ts';
import { openPostgres } from './adapters/postgres/open.ts';
import { createSourceRegistry } from './adapters/sources/registry.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { openCaches } from './composition/caches.ts';
import { buildServices } from './composition/services.ts';
import type { Stores } from './composition/stores.ts';
import type { Config } from './config/config.ts';
import type { Clock } from './domain/ports/clock.ts';
import { createHttpServer } from './http/server.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import type { Services } from './services/services.ts';

export interface App {
  readonly services: Services;
  readonly stores: Stores;
  readonly metrics: Metrics;
  readonly policy: PolicySource;
  readonly http: FastifyInstance;
  readonly inject: FastifyInstance['inject'];
  /** Binds the port; `url` has no trailing slash. */
  listen(): Promise<{ readonly url: string }>;
  /** Stops accepting, lets running requests end, commits what was taken, closes everything. Safe to call twice. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: Metrics;
  /** The embedded database, when it is being opened already; it is released with the app, also when that fails to start. */
  readonly opening?: Promise<DataDir>;
  readonly onProgress?: (text: string) => void;
}

export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const clock = options.clock ?? systemClock;
  const logger = options.logger ?? createLogger(config.logging);
  const metrics = options.metrics ?? createMetrics();
  const opened: (() => Promise<void>)[] = [];
  const closeOpened = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };

  try {
    const opening = openPostgres({
      ...config.storage,
      ...(options.opening && { opening: options.opening }),
      ...(options.onProgress && { onProgress: options.onProgress }),
    });
    opened.push(() =>
      opening.then(
        (stores) => stores.close(),
        () => {},
      ),
    );
    const [stores, policy, intelligence] = await Promise.all([
      opening,
      createPolicySource(config.policies.path, {
        onError: (error) => logger.error({ error }, 'The new policies were refused; those in force stay.'),
        onRuleError: (rule) => metrics.instruments.policyErrors.labels(rule.name).inc(),
      }),
      openNetworkIntelligence(config.network),
    ]);
    const caches = await openCaches(config, { clock, logger, metrics });
    opened.push(() => caches.close());

    let isAccepting = true;
    const { services, flush } = buildServices({
      config,
      stores,
      caches,
      intelligence,
      policy: () => policy.current(),
      clock,
      logger,
      metrics,
      isAccepting: () => isAccepting,
    });
    opened.push(flush, () => services.ingest.drain());

    const http = createHttpServer({
      services,
      authenticate: createAuthenticate({
        apiKeys: stores.apiKeys,
        clock,
        host: config.server.host,
        openOnLoopback: config.auth.openOnLoopback,
        adminKey: config.auth.adminKey,
        defaultTenant: config.tenant.default,
      }),
      config,
      logger,
      metrics,
      sources: createSourceRegistry(),
    });
    opened.push(() => http.close());

    return {
      services,
      stores,
      metrics,
      policy,
      http,
      inject: http.inject.bind(http) as FastifyInstance['inject'],
      async listen() {
        return { url: await http.listen({ host: config.server.host, port: config.server.port }) };
      },
      async close() {
        isAccepting = false;
        await closeOpened();
      },
    };
  } catch (error) {
    await closeOpened();
    throw error;
  }
}
