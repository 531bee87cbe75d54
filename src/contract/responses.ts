/** What answers about scores look like on the wire. The keys are a promise to existing callers; additions only. */
import { z } from 'zod';
import { DECISIONS } from '../domain/decision.ts';
import { ENTITY_TYPES, FACTORS, SEVERITIES, TRUST_LEVELS } from '../domain/entity.ts';
import { ERROR_CODES } from '../domain/errors.ts';
import { TREND_DIRECTIONS } from '../domain/trend.ts';

const instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC.' });
const unit = z.number().min(0).max(1);
const factorName = z.enum(FACTORS);
const level = z.enum(TRUST_LEVELS);
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const riskIndicatorShape = z.strictObject({
  id: z.string().meta({ description: 'Detection id; never changes once released.' }),
  factor: factorName,
  severity: z.enum(SEVERITIES),
  title: z.string(),
  since: instant,
  technique_ids: z.array(z.string()).meta({ description: 'MITRE ATT&CK technique ids.' }),
});

export const trendBucketShape = z.strictObject({
  at: instant.meta({ description: 'Start of the bucket.' }),
  samples: z.int().min(1),
  mean: unit,
  min: unit,
  max: unit,
  last: unit,
  low: unit,
  high: unit,
  confidence: unit,
});

export const trendShape = z.strictObject({
  entity_id: z.string(),
  entity_type: z.enum(ENTITY_TYPES),
  from: instant,
  to: instant,
  window_seconds: z.number().positive(),
  bucket_seconds: z.number().positive(),
  buckets: z.array(trendBucketShape).meta({ description: 'Oldest first; buckets without a point are left out.' }),
  statistics: z
    .strictObject({
      samples: z.int().min(1),
      mean: unit,
      min: unit,
      max: unit,
      stddev: z.number().min(0),
      first: unit,
      last: unit,
      change: z.number().min(-1).max(1),
    })
    .nullable()
    .meta({ description: 'Null when the window holds no point.' }),
  direction: z.enum(TREND_DIRECTIONS),
  volatility: z.number().min(0).meta({ description: 'Mean absolute step between neighbouring buckets.' }),
  forecast: z
    .strictObject({ at: instant, level, score: unit })
    .nullable()
    .meta({ description: 'The first level change by decay alone.' }),
});

export const explanationShape = z.strictObject({
  lines: z.array(
    z.strictObject({
      kind: z.enum(['base_rate', 'evidence', 'cap']),
      factor: factorName.nullable(),
      detection: z.string().nullable(),
      evidence_id: z.string().nullable(),
      title: z.string(),
      micros: z.int().meta({ description: 'Signed contribution to the score, in millionths.' }),
      facts,
    }),
  ),
  total_micros: z.int().meta({ description: 'The score in millionths; exactly the sum of the lines.' }),
  model_version: z.string(),
});

export const calculateResponseShape = z.strictObject({
  request_id: z.string(),
  entity_id: z.string(),
  entity_type: z.enum(ENTITY_TYPES),
  trust_score: unit,
  trust_level: level,
  confidence: unit.meta({ description: '0 when nothing is known about the entity.' }),
  factor_scores: z
    .partialRecord(factorName, z.strictObject({ score: unit, confidence: unit, weight: unit }))
    .meta({ description: 'Only the factors that this type of entity has.' }),
  risk_indicators: z.array(riskIndicatorShape),
  processing_time_ms: z.number().min(0),
  cache_hit: z.boolean(),
  low: unit,
  high: unit,
  assessed_at: instant,
  valid_until: instant.nullable().meta({ description: 'Until then only new evidence changes the answer.' }),
  revision: z.int().min(0).meta({ description: 'Send it as at_least to never get an older answer.' }),
  degraded: z.boolean().meta({ description: 'A part that should have contributed could not be read.' }),
  trends: trendShape.nullable().optional(),
  explanation: explanationShape.nullable().optional(),
});

export const bulkErrorShape = z.strictObject({
  entity_id: z.string().nullable().meta({ description: 'Null when the item named none that could be read.' }),
  error: z.strictObject({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  }),
});

export const bulkResponseShape = z.strictObject({
  results: z
    .array(z.union([calculateResponseShape, bulkErrorShape]))
    .meta({ description: 'results[i] answers requests[i].' }),
  summary: z.strictObject({
    total: z.int().min(0),
    succeeded: z.int().min(0),
    failed: z.int().min(0).meta({ description: 'Items with an error other than TIMEOUT.' }),
    timed_out: z.int().min(0),
    processing_time_ms: z.number().min(0),
  }),
});

export const decisionResponseShape = z.strictObject({
  entity_id: z.string(),
  decision: z.enum(DECISIONS),
  trust_score: unit,
  trust_level: level,
  confidence: unit,
  policy_matched: z.string(),
  additional_actions: z.array(z.string()),
  expires_at: instant,
  decision_id: z.string(),
  reasons: z.array(z.string()),
  requirements: z.array(
    z.strictObject({
      kind: z.enum(['step_up', 'resolve_indicator', 'report_posture', 'change_context', 'raise_trust']),
      target: z.string().nullable(),
      text: z.string(),
      micros: z.int().nullable().meta({ description: 'The score after it alone, in millionths, when computable.' }),
    }),
  ),
});
