/** A histogram bucket: how many observations were at most `upTo`. Counts include the buckets below. */
export interface Bucket {
  readonly upTo: number;
  readonly count: number;
}

/**
 * The value that `share` (0..1) of the observations stay below, spread evenly inside its bucket; beyond the last
 * finite bound, that bound. `null` without observations.
 */
export function quantile(buckets: readonly Bucket[], share: number): number | null {
  const all = buckets.at(-1)?.count ?? 0;
  if (all === 0) return null;
  const rank = share * all;
  let below = { upTo: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= rank) {
      if (bucket.upTo === Number.POSITIVE_INFINITY) return below.upTo;
      const inside = bucket.count - below.count;
      return inside === 0 ? bucket.upTo : below.upTo + ((rank - below.count) / inside) * (bucket.upTo - below.upTo);
    }
    below = bucket;
  }
  return below.upTo;
}
