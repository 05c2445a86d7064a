import type { GraphNode, GraphValue } from '../graph/graph.js';
import { isPlainProduct } from './matrix-products.js';
import type { Editor, Rule, Rules } from './rewrite.js';
import { differByOnes } from './reshapes.js';
import type { Uses } from './uses.js';

const CONVOLUTIONS: Readonly<Record<string, string>> = {
  Conv2D: 'FusedConv2D',
  DepthwiseConv2dNative: 'FusedDepthwiseConv2D',
};

/** What a product or convolution becomes when it adds a bias of its own, if it can. */
function fusedOp(node: GraphNode): string | undefined {
  if (isPlainProduct(node)) return '_FusedMatMul';
  return node.attributes['dataFormat'] === 'NCHW' ? undefined : CONVOLUTIONS[node.op];
}

/** A bias, one number for each of the last axis, is added where the product or convolution is made, if nothing else needs it. */
export function fuseBias(uses: Uses): Rules {
  const add: Rule = ({ inputs, outputs: [output] }, editor) => {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const channels = output!.shape.at(-1);
    for (const [value, bias] of [
      [a, b],
      [b, a],
    ] as const) {
      const node = sole(value, editor, uses);
      if (node === undefined || bias.shape.at(-1) !== channels || !differByOnes(bias.shape, [channels!])) continue;
      const op = fusedOp(node)!;
      const [made] = node.outputs;
      if (made!.dtype !== 'float32' || value.shape.at(-1) !== channels || made!.shape.at(-1) !== channels) continue;
      const vector = editor.add(
        'Reshape',
        { x: bias },
        { shape: [channels] },
        { shape: [channels!], dtype: bias.dtype },
      );
      const attributes = { ...node.attributes, activation: 'linear' };
      const sum = editor.add(op, { ...node.inputs, bias: vector }, attributes, made!);
      return [editor.add('Reshape', { x: sum }, { shape: [...output!.shape] }, output!)];
    }
    return undefined;
  };
  return { Add: add };
}

/** The product or convolution behind a value, and perhaps behind a reshape, that nothing else uses. */
function sole(value: GraphValue, editor: Editor, uses: Uses): GraphNode | undefined {
  let node = editor.producer(value);
  if (uses(value) !== 1) return undefined;
  if (node?.op === 'Reshape') {
    const { x } = node.inputs as { x: GraphValue };
    node = uses(x) === 1 ? editor.producer(x) : undefined;
  }
  return node !== undefined && fusedOp(node) !== undefined ? node : undefined;
}
