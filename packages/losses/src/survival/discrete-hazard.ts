import {
  asFloat,
  classRows,
  defineComponent,
  reductionShape,
  requireTensor,
  sameShape,
  ShapeMismatchError,
  showShape,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { binaryEntropy } from '../shared/binary-entropy.js';
import { partsOf, treeLoss } from '../shared/tree-loss.js';

/** No index is left out. */
const NONE = -(2 ** 31);

/** Options of {@link discreteHazard}. */
export interface DiscreteHazardOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/** What {@link discreteHazard} learns from. */
export type DiscreteHazardTarget = Readonly<{
  /** The number of the interval in which the event came, or until which none was seen, from 0. */
  index: tf.Tensor;
  /** 1 where the event came, 0 where none was seen until then. */
  event: tf.Tensor;
}>;

/**
 * Likelihood of discrete hazards: of logits x, `[batch, …, intervals]`, whose sigmoids are the probabilities that the event comes in an
 * interval if it did not before, and the target `{ index, event }`, both `[batch, …]`:
 *
 * ```math
 * \sum_{k \le i} \ln(1 + e^{x_k}) - e \, x_i
 * ```
 *
 * so that who had the event in interval i was spared in all before, and who was seen without it until i in that one too. No value is
 * read back: an index that is no interval makes loss and gradient NaN.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for a target without `index` and `event`; `LML_SHAPE_MISMATCH` where shapes or weights do not fit.
 *
 * @example
 * ```ts
 * import { discreteHazard } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const target = { index: tf.tensor1d([1], 'int32'), event: tf.tensor1d([1]) };
 * discreteHazard()(tf.tensor2d([[0, 0, 5]]), target); // => 2 * Math.LN2
 * ```
 *
 * @see Gensheimer, Narasimhan 2019, A scalable discrete-time survival model for neural networks; NLLLogistiHazardLoss of pycox 0.3
 */
export const discreteHazard = defineComponent({
  kind: 'loss',
  name: 'discrete-hazard',
  summary: 'Likelihood of the interval in which an event comes, or until which none is seen.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { shape: [4, 3] },
    target: { index: { shape: [4], dtype: 'int32', high: 3 }, event: { shape: [4], values: [1, 0, 1, 0] } },
  },
  create: ({ reduction }, { name }) =>
    treeLoss<tf.Tensor, DiscreteHazardTarget>({
      name,
      reduction,
      shape(prediction, target) {
        const { shape: given } = requireTensor(name, 'prediction', prediction);
        const { index } = partsOf(name, target ?? {}, ['index', 'event'], 1, 'target');
        if (given.length > 1 && sameShape(index.shape, given.slice(0, -1))) return index.shape;
        throw new ShapeMismatchError(
          `${name} needs logits [batch, …, intervals] and index and event [batch, …], got ${showShape(given)} and ${showShape(index.shape)}.`,
        );
      },
      values(prediction, { index, event }) {
        const rows = classRows(index, { classes: prediction.shape.at(-1)!, ignoreIndex: NONE });
        const until = tf.cumsum(rows, index.rank, false, true);
        const target = tf.mul(rows, tf.expandDims(asFloat(event), -1));
        return tf.sum(tf.mul(until, binaryEntropy({ prediction: asFloat(prediction), target })), -1);
      },
    }),
});
