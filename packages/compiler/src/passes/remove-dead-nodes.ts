import type { Graph, GraphNode } from '../graph/graph.js';

/** A graph without the nodes that nothing depends on. */
export function removeDeadNodes(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ value }) => value.id));
  const nodes: GraphNode[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some(({ id }) => needed.has(id))) continue;
    for (const { id } of Object.values(node.inputs)) needed.add(id);
    nodes.push(node);
  }
  return { ...graph, nodes: nodes.reverse() };
}
