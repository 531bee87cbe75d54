/** Keyset pages. A cursor is opaque to callers and stable under inserts. */
export interface PageRequest {
  /** 1..500 */
  readonly limit: number;
  /** Rows that follow this cursor in listing order; `null` from the start. */
  readonly after: string | null;
  /** Rows right before this cursor, still in listing order. Not together with `after`. */
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
