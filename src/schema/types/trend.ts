import type { Factor } from '../../domain/entity.ts';
import type { ScorePoint, TrendBucket } from '../../domain/ports/history-store.ts';
import type { Forecast, Trend, TrendStatistics } from '../../domain/trend.ts';
import { FACTORS } from '../../domain/entity.ts';
import { builder } from '../builder.ts';
import { FactorEnum, ScorePointCauseEnum, TrendDirectionEnum, TrustLevelEnum } from '../enums.ts';

const FactorPointType = builder.objectRef<{ factor: Factor; score: number }>('FactorPoint').implement({
  description: 'The score of a factor at a moment.',
  fields: (t) => ({
    factor: t.expose('factor', { type: FactorEnum, description: 'Which factor.' }),
    score: t.exposeFloat('score', { description: '0 to 1.' }),
  }),
});

export const ScorePointType = builder.objectRef<ScorePoint>('ScorePoint').implement({
  description: 'A score that was recorded.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When.' }),
    score: t.exposeFloat('score', { description: '0 to 1.' }),
    low: t.exposeFloat('low', { description: 'Lower end of the proof interval, 0 to 1.' }),
    high: t.exposeFloat('high', { description: 'Upper end of the proof interval, 0 to 1.' }),
    confidence: t.exposeFloat('confidence', { description: 'Evidence behind it, 0 to 1.' }),
    level: t.expose('level', { type: TrustLevelEnum, description: 'The band of the score.' }),
    factors: t.field({
      type: [FactorPointType],
      description: 'Scores by factor.',
      resolve: ({ factors }) =>
        FACTORS.flatMap((factor) => {
          const score = factors[factor];
          return score === undefined ? [] : [{ factor, score }];
        }),
    }),
    revision: t.exposeInt('revision', { description: 'Revision of the entity then.' }),
    cause: t.expose('cause', { type: ScorePointCauseEnum, description: 'Why it was recorded.' }),
  }),
});

const TrendBucketType = builder.objectRef<TrendBucket>('TrendBucket').implement({
  description: 'The points of one stretch of time. Stretches without a point are left out.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'Where it begins.' }),
    samples: t.exposeInt('samples', { description: 'Points in it, 1 or more.' }),
    mean: t.exposeFloat('mean', { description: 'Mean score, 0 to 1.' }),
    min: t.exposeFloat('min', { description: 'Least score, 0 to 1.' }),
    max: t.exposeFloat('max', { description: 'Greatest score, 0 to 1.' }),
    last: t.exposeFloat('last', { description: 'Newest score, 0 to 1.' }),
    low: t.exposeFloat('low', { description: 'Lower end of the proof interval, 0 to 1.' }),
    high: t.exposeFloat('high', { description: 'Upper end of the proof interval, 0 to 1.' }),
    confidence: t.exposeFloat('confidence', { description: 'Evidence behind the scores, 0 to 1.' }),
  }),
});

const TrendStatisticsType = builder.objectRef<TrendStatistics>('TrendStatistics').implement({
  description: 'A window in figures.',
  fields: (t) => ({
    samples: t.exposeInt('samples', { description: 'Points in the window.' }),
    mean: t.exposeFloat('mean', { description: 'Mean score, 0 to 1.' }),
    min: t.exposeFloat('min', { description: 'Least score, 0 to 1.' }),
    max: t.exposeFloat('max', { description: 'Greatest score, 0 to 1.' }),
    stddev: t.exposeFloat('stddev', { description: 'Standard deviation of the bucket means.' }),
    first: t.exposeFloat('first', { description: 'Score at the start, 0 to 1.' }),
    last: t.exposeFloat('last', { description: 'Score at the end, 0 to 1.' }),
    change: t.exposeFloat('change', { description: 'last − first, −1 to 1.' }),
  }),
});

const ForecastType = builder.objectRef<Forecast>('Forecast').implement({
  description: 'The first change of level by decay alone.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When the level changes.' }),
    level: t.expose('level', { type: TrustLevelEnum, description: 'The level from then on.' }),
    score: t.exposeFloat('score', { description: 'The score then, 0 to 1.' }),
  }),
});

export const TrendType = builder.objectRef<Trend>('Trend').implement({
  description: 'Scores over a window, and what they say.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'Start of the window, included.' }),
    to: t.expose('to', { type: 'DateTime', description: 'End of the window, excluded.' }),
    windowSeconds: t.float({ description: 'Length of the window.', resolve: ({ windowMs }) => windowMs / 1000 }),
    bucketSeconds: t.float({ description: 'Length of a bucket.', resolve: ({ bucketMs }) => bucketMs / 1000 }),
    buckets: t.expose('buckets', {
      type: [TrendBucketType],
      description: 'Oldest first, at most 2,000.',
      complexity: { field: 1, multiplier: 100 },
    }),
    statistics: t.expose('statistics', {
      type: TrendStatisticsType,
      nullable: true,
      description: 'Null when the window holds no point.',
    }),
    direction: t.expose('direction', { type: TrendDirectionEnum, description: 'Where the score is going.' }),
    volatility: t.exposeFloat('volatility', {
      description: 'Mean absolute step between neighbouring buckets, 0 to 1.',
    }),
    forecast: t.expose('forecast', {
      type: ForecastType,
      nullable: true,
      description: 'What happens if nothing happens; null when the level stays.',
    }),
  }),
});
