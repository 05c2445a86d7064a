import type { GraphValue } from '../../../../graph/graph.js';

/** Values by names, given in the order in which they come. */
export function named<const Names extends readonly string[]>(
  values: readonly GraphValue[],
  names: Names,
): Readonly<Record<Names[number], GraphValue>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!])) as Record<Names[number], GraphValue>;
}
