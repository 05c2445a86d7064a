import type { OnnxModelGraph, OnnxNode } from '../model.js';
import { BLOCKED } from './blocks.js';

/**
 * A graph in which convolutions over blocks add what was added to their results, and apply ReLU, in the same pass. `shapes`
 * are those of names that are known.
 */
export function fuseBlocked(graph: OnnxModelGraph, shapes: ReadonlyMap<string, readonly number[]>): OnnxModelGraph {
  const uses = countUses(graph);
  const nodes: (OnnxNode | undefined)[] = [];
  const makers = new Map<string, number>();
  /** The convolution that makes a name, if nothing else needs that, and no activation was applied. */
  const convolution = (name: string): OnnxNode | undefined => {
    const maker = uses.get(name) === 1 ? nodes[makers.get(name) ?? -1] : undefined;
    return maker?.attributes['activation'] === undefined ? maker : undefined;
  };
  const fused = ({ op, domain, inputs, outputs }: OnnxNode): OnnxNode | undefined => {
    if (domain !== '' || (op !== 'Relu' && (op !== 'Add' || inputs.length !== 2))) return undefined;
    for (const [name, other] of [inputs, [...inputs].reverse()] as [string, string?][]) {
      const maker = convolution(name);
      if (maker === undefined) continue;
      if (other === undefined) {
        nodes[makers.get(name)!] = undefined;
        return { ...maker, outputs, attributes: { ...maker.attributes, activation: 'Relu' } };
      }
      const shape = shapes.get(name);
      if (maker.inputs.length > 3 || shape === undefined || String(shape) !== String(shapes.get(other))) continue;
      nodes[makers.get(name)!] = undefined;
      const [x, weights, bias = ''] = maker.inputs as [string, string, string?];
      return { ...maker, inputs: [x, weights, bias, other], outputs };
    }
    return undefined;
  };
  for (const node of graph.nodes) {
    const fusedNode = fused(node) ?? node;
    if (fusedNode.domain === BLOCKED && fusedNode.op === 'Conv') makers.set(fusedNode.outputs[0]!, nodes.length);
    nodes.push(fusedNode);
  }
  return { ...graph, nodes: nodes.filter((node) => node !== undefined) };
}

function countUses({ nodes, outputs }: OnnxModelGraph): Map<string, number> {
  const uses = new Map<string, number>();
  const count = (name: string): void => void uses.set(name, (uses.get(name) ?? 0) + 1);
  const visit = ({ inputs, attributes }: OnnxNode): void => {
    inputs.forEach(count);
    for (const attribute of Object.values(attributes))
      if (typeof attribute === 'object' && 'nodes' in attribute) attribute.nodes.forEach(visit);
  };
  nodes.forEach(visit);
  outputs.forEach(({ name }) => count(name));
  return uses;
}
