/** Every REST route. */
import { bulkRoute } from './bulk.ts';
import { calculateRoute } from './calculate.ts';
import { clearCacheRoute } from './clear-cache.ts';
import { healthRoute } from './health.ts';
import { indexRoute } from './index-page.ts';
import { liveRoute } from './live.ts';
import { metricsRoute } from './metrics.ts';
import { createOpenApiRoute } from './openapi.ts';
import { policyDecisionRoute } from './policy-decision.ts';
import { readyRoute } from './ready.ts';
import type { Route } from './route.ts';
import { signalsRoute } from './signals.ts';
import { sourceSignalsRoute } from './source-signals.ts';
import { sourceVerificationRoute } from './source-verification.ts';
import { statsRoute } from './stats.ts';
import { trendsRoute } from './trends.ts';

const DOCUMENTED: readonly Route[] = [
  calculateRoute,
  bulkRoute,
  policyDecisionRoute,
  trendsRoute,
  clearCacheRoute,
  signalsRoute,
  sourceSignalsRoute,
  sourceVerificationRoute,
  healthRoute,
  liveRoute,
  readyRoute,
  metricsRoute,
  statsRoute,
  indexRoute,
];

export const ROUTES: readonly Route[] = [...DOCUMENTED, createOpenApiRoute(DOCUMENTED)];
