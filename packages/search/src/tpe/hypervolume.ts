/** What several objectives gave, each the lower the better. */
export type Losses = readonly number[];

/** By the first number in which they differ. */
export function lexical(a: Losses, b: Losses): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** Whether it is at least as low in everything. */
export function covers(a: Losses, b: Losses): boolean {
  return a.every((value, at) => value <= b[at]!);
}

/**
 * The volume between the points and a reference that none of them exceeds, by the inclusions and exclusions of WFG.
 *
 * @see While, Bradstreet and Barone 2012, "A Fast Way of Calculating Exact Hypervolumes".
 */
export function hypervolume(points: readonly Losses[], reference: Losses): number {
  const front: Losses[] = [];
  for (const point of points.toSorted(lexical)) if (!front.some((other) => covers(other, point))) front.push(point);
  if (reference.length === 2) return area(front, reference);
  return front.reduce((sum, point, at) => sum + exclusiveVolume(point, front.slice(at + 1), reference), 0);
}

/** The volume that a point adds to that of others. */
export function exclusiveVolume(point: Losses, others: readonly Losses[], reference: Losses): number {
  const own = point.reduce((volume, value, at) => volume * (reference[at]! - value), 1);
  if (others.length === 0) return own;
  const shared = others.map((other) => other.map((value, at) => Math.max(value, point[at]!)));
  return own - hypervolume(shared, reference);
}

/** Of points on a front, the first number rising. */
function area(front: readonly Losses[], [right, top]: Losses): number {
  return front.reduce((sum, [x, y], at) => sum + (right! - x!) * ((at === 0 ? top! : front[at - 1]![1]!) - y!), 0);
}
