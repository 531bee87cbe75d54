/** Keyset pages. A cursor is opaque to callers and stable under inserts. */
export interface PageRequest {
  /** 1..500 */
  readonly limit: number;
  readonly after: string | null;
  /** Newest (or highest) first unless `backward`. */
  readonly before?: string | null;
}

export interface PageEdge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Page<T> {
  readonly edges: readonly PageEdge<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}
