/** Rows of a statement over many keys, by the ordinal of their key. */
export function byOrdinal<Row extends { readonly ord: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.ord);
    if (group === undefined) groups.set(row.ord, [row]);
    else group.push(row);
  }
  return groups;
}
