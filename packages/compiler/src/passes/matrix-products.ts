import type { GraphNode, GraphValue } from '../graph/graph.js';
import { attribute } from '@lml/core/engine';
import { forOps, type Editor, type Rule, type Rules } from './rewrite.js';
import { sizeOfShape } from '../graph/graph.js';

/** A transposed operand is given as it was. */
const transposed: Rule = (node, editor) => {
  for (const [key, name] of [
    ['a', 'transposeA'],
    ['b', 'transposeB'],
  ] as const) {
    const before = editor.producer(node.inputs[key]!);
    if (before?.op !== 'Transpose' || !swapsLast(attribute<number[]>(before.attributes, 'perm'))) continue;
    const inputs = { ...node.inputs, [key]: before.inputs['x']! };
    const attributes = { ...node.attributes, [name]: node.attributes[name] !== true };
    return [editor.add(node.op, inputs, attributes, node.outputs[0]!)];
  }
  return undefined;
};

function swapsLast(permutation: readonly number[]): boolean {
  const rank = permutation.length;
  return permutation.every((axis, index) => axis === (index < rank - 2 ? index : 2 * rank - 3 - index));
}

/** Many matrices times one are one product: their rows stand one below the other. */
const flat: Rule = (node, editor) => {
  const { a, b, bias, preluActivationWeights: weights } = node.inputs as Partial<Record<string, GraphValue>>;
  const [output] = node.outputs;
  if (output!.shape.length === 2 || sizeOfShape(b!.shape.slice(0, -2)) !== 1 || weights !== undefined) return undefined;
  const isSingle = sizeOfShape(a!.shape.slice(0, -2)) === 1;
  if (!isSingle && node.attributes['transposeA'] === true) return undefined;
  if (bias !== undefined && bias.shape.length > 1) return undefined;
  const [rows, columns] = isSingle ? a!.shape.slice(-2) : [sizeOfShape(a!.shape.slice(0, -1)), a!.shape.at(-1)];
  const inputs = {
    ...node.inputs,
    a: reshaped(a!, [rows, columns!], editor),
    b: reshaped(b!, b!.shape.slice(-2), editor),
  };
  const { shape, dtype } = output!;
  const made = [sizeOfShape(shape.slice(0, -1)), shape.at(-1)!];
  return [reshaped(editor.add(node.op, inputs, node.attributes, { shape: made, dtype }), shape, editor)];
};

function reshaped(x: GraphValue, shape: readonly number[], editor: Editor): GraphValue {
  return editor.add('Reshape', { x }, { shape: [...shape] }, { shape, dtype: x.dtype });
}

const product: Rule = (node, editor) => transposed(node, editor) ?? flat(node, editor);

/** Products of matrices as ONNX has them at its fastest: of two matrices, either of which may be transposed. */
export const matrixProducts: Rules = forOps(['BatchMatMul', '_FusedMatMul'], product);

/** Whether a node multiplies two matrices and does nothing else. */
export function isPlainProduct({ op, inputs, attributes, outputs }: GraphNode): boolean {
  if (op === 'BatchMatMul') return outputs[0]!.shape.length === 2;
  const isLinear = op === '_FusedMatMul' && (attributes['activation'] ?? 'linear') === 'linear';
  return isLinear && Object.keys(inputs).length === 2 && outputs[0]!.shape.length === 2;
}
