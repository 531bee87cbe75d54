/** What the HTTP edge is given. */
import type { Authenticate } from '../auth/authenticate.ts';
import type { Config } from '../config/config.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { ParsedSignal, Services } from '../services/services.ts';

/** Event formats of sources other than our own. */
export interface SourceRegistry {
  names(): readonly string[];
  /** The signals in a source's payload; `null` for a source that is not known. */
  normalise(source: string, payload: unknown): readonly ParsedSignal[] | null;
}

export interface HttpDeps {
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly sources: SourceRegistry;
}
