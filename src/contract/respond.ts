/** Answers of the services in their wire form. */
import type { z } from 'zod';
import type { Assessment, Explanation } from '../domain/assessment.ts';
import type { Decision } from '../domain/decision.ts';
import { FACTORS } from '../domain/entity.ts';
import type { Trend } from '../domain/trend.ts';
import type { AssessAnswer } from '../services/services.ts';
import type {
  calculateResponseShape,
  decisionResponseShape,
  explanationShape,
  trendBucketShape,
  trendShape,
} from './responses.ts';

type CalculateResponse = z.output<typeof calculateResponseShape>;

interface ResponseMeta {
  readonly requestId: string;
  readonly processingTimeMs: number;
  /** What was asked for; what was not is left out of the answer rather than null. */
  readonly includeTrends: boolean;
  readonly includeExplanation: boolean;
}

export function toCalculateResponse(answer: AssessAnswer, meta: ResponseMeta): CalculateResponse {
  const { assessment, trend, explanation } = answer;
  const response: CalculateResponse = {
    request_id: meta.requestId,
    entity_id: assessment.entity.id,
    entity_type: assessment.entity.type,
    trust_score: assessment.score,
    trust_level: assessment.level,
    confidence: assessment.confidence,
    factor_scores: toFactorScores(assessment),
    risk_indicators: assessment.indicators.map((indicator) => ({
      id: indicator.id,
      factor: indicator.factor,
      severity: indicator.severity,
      title: indicator.title,
      since: toInstant(indicator.since),
      technique_ids: [...indicator.techniqueIds],
    })),
    processing_time_ms: meta.processingTimeMs,
    cache_hit: answer.cacheHit,
    low: assessment.low,
    high: assessment.high,
    assessed_at: toInstant(assessment.assessedAt),
    valid_until: assessment.validUntil === null ? null : toInstant(assessment.validUntil),
    revision: assessment.revision,
    degraded: answer.degraded,
  };
  if (meta.includeTrends) response.trends = trend && toTrendResponse(trend);
  if (meta.includeExplanation) response.explanation = explanation && toExplanationResponse(explanation);
  return response;
}

export function toDecisionResponse(decision: Decision): z.output<typeof decisionResponseShape> {
  return {
    entity_id: decision.entity.id,
    decision: decision.decision,
    trust_score: decision.score,
    trust_level: decision.level,
    confidence: decision.confidence,
    policy_matched: decision.policyMatched,
    additional_actions: [...decision.additionalActions],
    expires_at: toInstant(decision.expiresAt),
    decision_id: decision.id,
    reasons: [...decision.reasons],
    requirements: decision.requirements.map(({ kind, target, text, micros }) => ({ kind, target, text, micros })),
  };
}

export function toTrendResponse(trend: Trend): z.output<typeof trendShape> {
  const { statistics, forecast } = trend;
  return {
    entity_id: trend.entity.id,
    entity_type: trend.entity.type,
    from: toInstant(trend.from),
    to: toInstant(trend.to),
    window_seconds: trend.windowMs / 1000,
    bucket_seconds: trend.bucketMs / 1000,
    buckets: trend.buckets.map(toBucket),
    statistics: statistics && {
      samples: statistics.samples,
      mean: statistics.mean,
      min: statistics.min,
      max: statistics.max,
      stddev: statistics.stddev,
      first: statistics.first,
      last: statistics.last,
      change: statistics.change,
    },
    direction: trend.direction,
    volatility: trend.volatility,
    forecast: forecast && { at: toInstant(forecast.at), level: forecast.level, score: forecast.score },
  };
}

function toBucket(bucket: Trend['buckets'][number]): z.output<typeof trendBucketShape> {
  const { samples, mean, min, max, last, low, high, confidence } = bucket;
  return { at: toInstant(bucket.at), samples, mean, min, max, last, low, high, confidence };
}

function toExplanationResponse(explanation: Explanation): z.output<typeof explanationShape> {
  return {
    lines: explanation.lines.map((line) => ({
      kind: line.kind,
      factor: line.factor,
      detection: line.detection,
      evidence_id: line.evidenceId,
      title: line.title,
      micros: line.micros,
      facts: { ...line.facts },
    })),
    total_micros: explanation.totalMicros,
    model_version: explanation.modelVersion,
  };
}

function toFactorScores({ factors }: Assessment): CalculateResponse['factor_scores'] {
  const scores: CalculateResponse['factor_scores'] = {};
  for (const factor of FACTORS) {
    const found = factors[factor];
    if (found) scores[factor] = { score: found.score, confidence: found.confidence, weight: found.weight };
  }
  return scores;
}

/** Epoch ms as RFC 3339 in UTC. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
