import * as tf from '@tensorflow/tfjs';

import { sizeOf } from '../data/nd-array.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';
import { cut } from './pack.js';

/** Attributes of the composite `unpack`. */
export type UnpackAttributes = Readonly<{
  /** What the vector holds, as in `pack`. */
  group: string;
  /** The number of numbers of each part. */
  sizes: readonly number[];
  /** The shapes of the parts one after the other, each after its rank: `[2, 3, 4, 0]` are [3, 4] and []. */
  shapes: readonly number[];
}>;

/** The composite `unpack`: the tensors of which a vector was packed. The gradient is packed in the same way. */
const composite = defineComposite<UnpackAttributes>({
  name: compositeNames.unpack,
  forward: ([vector], { shapes }) => ({ outputs: cut(vector!, readShapes(shapes)), saved: [] }),
  backward: (gradients) => [tf.concat(gradients.map((gradient) => tf.reshape(gradient, [gradient.size])))],
});

/** The tensors of which {@link pack} made a vector, from their shapes. */
export function unpack(vector: tf.Tensor, group: string, shapes: readonly (readonly number[])[]): readonly tf.Tensor[] {
  const listed = shapes.flatMap((shape) => [shape.length, ...shape]);
  return composite([vector], { group, sizes: shapes.map(sizeOf), shapes: listed });
}

function readShapes(listed: readonly number[]): number[][] {
  const shapes: number[][] = [];
  for (let at = 0; at < listed.length; at += 1 + listed[at]!) shapes.push(listed.slice(at + 1, at + 1 + listed[at]!));
  return shapes;
}
