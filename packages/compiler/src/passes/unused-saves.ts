import { compositeNames, composites } from '@lml/core/engine';

import type { Graph, GraphNode } from '../graph/graph.js';
import { usesOf } from './uses.js';

/**
 * A graph whose composites do not make what nothing uses of their last outputs: what is saved for a gradient that is not
 * computed. `pack` and `unpack`, which no lowering sees, stay whole.
 */
export function dropUnusedSaves(graph: Graph): Graph {
  const uses = usesOf(graph);
  const nodes = graph.nodes.map((node): GraphNode => {
    if (!composites().has(node.op) || node.op === compositeNames.pack || node.op === compositeNames.unpack) return node;
    const last = node.outputs.findLastIndex((output) => uses(output) > 0);
    return last === node.outputs.length - 1 ? node : { ...node, outputs: node.outputs.slice(0, last + 1) };
  });
  return { ...graph, nodes };
}
