/** What the HTTP edge is given. */
import type { SourceRegistry } from '../adapters/sources/registry.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Services } from '../services/services.ts';

export interface HttpDeps {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly sources: SourceRegistry;
}
