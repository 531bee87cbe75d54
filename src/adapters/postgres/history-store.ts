import type { HistoryStore, ScorePoint, TrendBucket } from '../../domain/ports/history-store.ts';
import { pagesPerRef, type PerRefListing } from './pages-per-ref.ts';
import { byOrdinal } from './by-ordinal.ts';
import type { Session } from './pool.ts';
import { insertScorePoints } from './score-points.ts';
import { keyColumns } from './text.ts';

type PointRow = Omit<ScorePoint, 'entity'> & { readonly ord: number; readonly id: number };

const POINTS: PerRefListing<PointRow, ScorePoint> = {
  name: 'points',
  columns: ['r.at', 'r.id'],
  casts: ['bigint', 'bigint'],
  shape: ['integer', 'integer'],
  direction: 'DESC',
  select: 'r.id, r.at, r.score, r.low, r.high, r.confidence, r.level, r.factors, r.revision, r.cause',
  from: 'score_points r',
  read: ({ id, at, score, low, high, confidence, level, factors, revision, cause }, entity) => ({
    node: { entity, at, score, low, high, confidence, level, factors, revision, cause },
    position: [at, id],
  }),
};

export function createHistoryStore(session: Session): HistoryStore {
  return {
    append: (points) => insertScorePoints(session, points),
    pages: (refs, page) => pagesPerRef(session, POINTS, refs, page),
    /** Buckets start at `from`; low, high and confidence are the newest point's. */
    async buckets(refs, { from, to, bucketMs }) {
      if (refs.length === 0) return [];
      const rows = await session.rows<TrendBucket & { ord: number }>({
        name: 'history_buckets',
        text: `SELECT k.ord, b.*
          FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS k(tenant, type, id, ord)
          CROSS JOIN LATERAL (
            SELECT $4::bigint + (p.at - $4::bigint) / $6::bigint * $6::bigint AS at, count(*) AS samples,
              avg(p.score) AS mean, min(p.score) AS min, max(p.score) AS max,
              (array_agg(p.score ORDER BY p.at DESC, p.id DESC))[1] AS last,
              (array_agg(p.low ORDER BY p.at DESC, p.id DESC))[1] AS low,
              (array_agg(p.high ORDER BY p.at DESC, p.id DESC))[1] AS high,
              (array_agg(p.confidence ORDER BY p.at DESC, p.id DESC))[1] AS confidence
            FROM score_points p
            WHERE p.tenant = k.tenant AND p.entity_type = k.type AND p.entity_id = k.id
              AND p.at >= $4::bigint AND p.at < $5::bigint
            GROUP BY 1) b
          ORDER BY k.ord, b.at`,
        values: [...keyColumns(refs), from, to, bucketMs],
      });
      const byRef = byOrdinal(rows);
      return refs.map((_, index) => (byRef.get(index + 1) ?? []).map(({ ord: _ord, ...bucket }) => bucket));
    },
  };
}
