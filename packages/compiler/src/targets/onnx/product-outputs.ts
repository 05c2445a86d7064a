import type { OnnxModelGraph, OnnxNode } from './model.js';

/**
 * A graph whose products that leave it are written.
 *
 * Where a Gemm has a Transpose before and one behind it, ONNX Runtime (1.30) makes one Gemm of the three, and forgets that the product
 * was an output as well: it is never written, and the process may end. Such an output becomes the copy of a product that nobody else gets.
 */
export function withWrittenProducts(graph: OnnxModelGraph): OnnxModelGraph {
  const leaving = new Set(graph.outputs.map(({ name }) => name));
  const turned = new Set(graph.nodes.flatMap(({ op, inputs }) => (op === 'Transpose' ? inputs : [])));
  const isLost = ({ op, outputs }: OnnxNode): boolean =>
    op === 'Gemm' && outputs.some((name) => leaving.has(name) && turned.has(name));
  const lost = new Set(graph.nodes.filter(isLost).flatMap(({ outputs }) => outputs));
  if (lost.size === 0) return graph;
  const inner = (name: string): string => (lost.has(name) ? `${name}/product` : name);
  const nodes = graph.nodes.flatMap((node): OnnxNode[] => {
    const renamed = { ...node, inputs: node.inputs.map(inner), outputs: node.outputs.map(inner) };
    const copies = node.outputs.filter((name) => lost.has(name)).map((name) => copy(inner(name), name));
    return [renamed, ...copies];
  });
  return { ...graph, nodes };
}

function copy(from: string, to: string): OnnxNode {
  return { op: 'Identity', domain: '', inputs: [from], outputs: [to], attributes: {} };
}
