import type { Graph, GraphValue } from './graph.js';
import { attributesText, constantText, sourceText, targetText, typeText } from './print-graph.js';

/**
 * A text for each node and then for each output, which says what it is computed from: where the texts of two graphs are the same,
 * they compute the same in the same order, and where they differ first, the graphs do too.
 */
export function fingerprintOf(graph: Graph): readonly string[] {
  const names = new Map<number, string>();
  const nameOf = (value: GraphValue): string => {
    if (value.source === undefined) return names.get(value.id)!;
    return value.source.kind === 'constant' ? constantText(value) : `${typeText(value)} ${sourceText(value.source)}`;
  };
  const nodes = graph.nodes.map(({ op, inputs, attributes, outputs }, index) => {
    outputs.forEach(({ id }, position) => names.set(id, `%${index}.${position}`));
    const used = Object.entries(inputs).map(([key, value]) => `${key}=${nameOf(value)}`);
    return `${outputs.map(typeText).join(', ')} = ${op}(${used.join(', ')})${attributesText(attributes)}`;
  });
  return [...nodes, ...graph.outputs.map(({ value, target }) => `${targetText(target)} <- ${nameOf(value)}`)];
}
