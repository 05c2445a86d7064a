/** Puts lowerings together by op; a later one replaces an earlier one for the same op. */
export function loweringTable<Lowering extends { readonly ops: readonly string[] }>(
  lowerings: readonly Lowering[],
): ReadonlyMap<string, Lowering> {
  return new Map(lowerings.flatMap((lowering) => lowering.ops.map((op) => [op, lowering] as const)));
}
