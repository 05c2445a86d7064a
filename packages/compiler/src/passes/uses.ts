import type { Graph, GraphValue } from '../graph/graph.js';

/** How often a value is used: by nodes, and where it leaves the graph. */
export type Uses = (value: GraphValue) => number;

/** Counts uses. A value that is not of the graph has none. */
export function usesOf(graph: Graph): Uses {
  const counts = new Map<number, number>();
  const note = ({ id }: GraphValue): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { inputs } of graph.nodes) Object.values(inputs).forEach(note);
  for (const { value } of graph.outputs) note(value);
  return ({ id }) => counts.get(id) ?? 0;
}
