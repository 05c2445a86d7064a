import type { CategorySettings } from './category-options.js';

/**
 * The group of each category: of each frequent one its own, in their order, and of all rare ones the last. `undefined` where none is rare.
 * Where there are too many categories, the rarest are taken together, of those that are equally frequent the first.
 */
export function groupRare(
  counts: Float64Array,
  samples: number,
  { minFrequency, maxCategories }: Pick<CategorySettings, 'minFrequency' | 'maxCategories'>,
): Int32Array | undefined {
  const least = minFrequency === undefined ? 0 : minFrequency < 1 ? minFrequency * samples : minFrequency;
  const isRare = Array.from(counts, (count) => count < least);
  const frequent = isRare.filter((rare) => !rare).length;
  if (maxCategories !== undefined && maxCategories < frequent + 1) {
    const order = Array.from(counts.keys()).sort((a, b) => counts[a]! - counts[b]!);
    for (const at of order.slice(0, counts.length - (maxCategories - 1))) isRare[at] = true;
  }
  if (!isRare.includes(true)) return undefined;
  let next = 0;
  const groups = Int32Array.from(isRare, (rare) => (rare ? -1 : next++));
  return groups.map((group) => (group < 0 ? next : group));
}
