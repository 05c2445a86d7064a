import type { OnnxModelGraph, OnnxNode } from './model.js';

/** A graph without what its outputs do not depend on: ONNX Runtime would compute it all the same. */
export function withoutDeadNodes(graph: OnnxModelGraph): OnnxModelGraph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const need = ({ inputs, attributes }: OnnxNode): void => {
    for (const name of inputs) needed.add(name);
    for (const attribute of Object.values(attributes)) if (isGraph(attribute)) attribute.nodes.forEach(need);
  };
  const nodes: OnnxNode[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    need(node);
    nodes.push(node);
  }
  return {
    ...graph,
    nodes: nodes.reverse(),
    initializers: graph.initializers.filter(({ name }) => needed.has(name)),
  };
}

function isGraph(attribute: OnnxNode['attributes'][string]): attribute is OnnxModelGraph {
  return typeof attribute === 'object' && 'nodes' in attribute;
}
