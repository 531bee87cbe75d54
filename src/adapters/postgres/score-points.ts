/** Writing score points, alone or as part of an ingestion. */
import type { ScorePoint } from '../../domain/ports/history-store.ts';
import type { Session } from './pool.ts';
import { keyColumns } from './text.ts';

export async function insertScorePoints(session: Session, points: readonly ScorePoint[]): Promise<void> {
  if (points.length === 0) return;
  await session.rows({
    name: 'score_points_insert',
    text: `INSERT INTO score_points
        (tenant, entity_type, entity_id, at, score, low, high, confidence, level, factors, revision, cause)
      SELECT tenant, entity_type, entity_id, at, score, low, high, confidence, level, factors, revision, cause
      FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::float8[], $6::float8[], $7::float8[],
        $8::float8[], $9::text[], $10::json[], $11::bigint[], $12::text[]) WITH ORDINALITY
        AS p(tenant, entity_type, entity_id, at, score, low, high, confidence, level, factors, revision, cause, ord)
      ORDER BY ord`,
    values: [
      ...keyColumns(points.map(({ entity }) => entity)),
      points.map(({ at }) => at),
      points.map(({ score }) => score),
      points.map(({ low }) => low),
      points.map(({ high }) => high),
      points.map(({ confidence }) => confidence),
      points.map(({ level }) => level),
      points.map(({ factors }) => JSON.stringify(factors)),
      points.map(({ revision }) => revision),
      points.map(({ cause }) => cause),
    ],
  });
}
