import { attribute } from '@lml/core/engine';
import { forOps, type Rule, type Rules } from './rewrite.js';
import { sameSizes, withoutOnes } from './shapes.js';

const RESHAPES = ['ExpandDims', 'Reshape'];

/** Several reshapes are one, from the first shape to the last, and none if those are the same. */
const reshape: Rule = ({ op, inputs, attributes, outputs: [output] }, editor) => {
  const [x] = Object.values(inputs);
  const { shape } = output!;
  if (sameSizes(x!.shape, shape)) return [x!];
  const before = editor.producer(x!);
  if (before?.op === 'Reshape') return [editor.add('Reshape', { x: before.inputs['x']! }, { shape }, output!)];
  const isPlain = op === 'Reshape' && sameSizes(attribute<number[]>(attributes, 'shape'), shape);
  return isPlain ? undefined : [editor.add('Reshape', { x: x! }, { shape: [...shape] }, output!)];
};

/** As for reshapes; a transpose that moves nothing but axes of size 1 is a reshape. */
const transpose: Rule = ({ inputs, attributes, outputs: [output] }, editor) => {
  const { x } = inputs;
  const permutation = attribute<number[]>(attributes, 'perm');
  if (permutation.every((axis, index) => axis === index)) return [x!];
  const moving = permutation.filter((axis) => x!.shape[axis] !== 1);
  if (moving.every((axis, index) => index === 0 || axis > moving[index - 1]!)) {
    return [editor.add('Reshape', { x: x! }, { shape: [...output!.shape] }, output!)];
  }
  const before = editor.producer(x!);
  if (before?.op !== 'Transpose') return undefined;
  const first = attribute<number[]>(before.attributes, 'perm');
  return [
    editor.add('Transpose', { x: before.inputs['x']! }, { perm: permutation.map((axis) => first[axis]!) }, output!),
  ];
};

/** Reshapes and transposes that follow each other, or do nothing. */
export const reshapes: Rules = { ...forOps(RESHAPES, reshape), Transpose: transpose };

/** Whether two shapes differ by axes of size 1 only. */
export function differByOnes(a: readonly number[], b: readonly number[]): boolean {
  return sameSizes(withoutOnes(a), withoutOnes(b));
}
