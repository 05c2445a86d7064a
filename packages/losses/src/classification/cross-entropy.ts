import {
  alignWeight,
  asFloat,
  defineComponent,
  InvalidArgumentError,
  sameShape,
  ShapeMismatchError,
  showShape,
  sizeOf,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classRows } from '../shared/class-rows.js';
import { reduce, reductionShape, sumAll } from '../shared/reduction.js';
import { softmaxCrossEntropy } from '../shared/softmax-cross-entropy.js';

const shape = {
  /** One weight a class, not negative. Default: 1 each. */
  weight: z
    .array(z.number().nonnegative())
    .min(1)
    .optional()
    .describe('One weight a class, not negative. Default: 1 each.'),
  /** The class index whose samples count for nothing. Default: `-100`. */
  ignoreIndex: z.int().default(-100).describe('The class index whose samples count for nothing.'),
  /** How much of each target is spread over all classes, from 0 to 1. Default: `0`. */
  labelSmoothing: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('How much of each target is spread over all classes, from 0 to 1.'),
};

/** Options of {@link crossEntropy}. */
export interface CrossEntropyOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

const schema = z.strictObject({ ...shape, ...reductionShape });

/**
 * Cross-entropy of a softmax: how surprising the targets are to logits, `[batch, …, classes]`. The class axis is the last.
 *
 * With `−ln p_c = ln Σ_k e^{x_k} − x_c` of logits x, class weights a, sample weights w and smoothing ε over C classes:
 * - **Class indices** (target `[batch, …]`, of any type): of class y,
 *   `w · ((1 − ε) · a_y · −ln p_y + ε/C · Σ_c a_c · −ln p_c)`; the mean divides by `Σ w · a_y`. Samples of class
 *   `ignoreIndex` are left out: value and gradient are 0.
 * - **Probabilities** (target of the shape of the prediction): `w · Σ_c a_c · ((1 − ε) · q_c + ε/C) · −ln p_c`; the mean
 *   divides by `Σ w`, without class weights.
 *
 * `reduction: 'mean'` and `'sum'` give a scalar, `'none'` values of shape `[batch, …]`. `weight`, the third argument, is
 * one weight a sample (`[batch]`) or of further first axes; a sample with weight 2 counts as two. The mean of nothing (an
 * empty batch, all samples ignored) is NaN, the sum 0.
 *
 * Stable for logits of any size, −∞ included. No value is read back, so an index that is no class and not `ignoreIndex`
 * cannot be refused: it makes loss and gradient NaN, at which a trainer stops, and never counts as another class.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or
 * if class or sample weights do not fit; `LML_INVALID_ARGUMENT` for probabilities with an `ignoreIndex` from 0.
 *
 * @example
 * ```ts
 * import { crossEntropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const logits = tf.tensor2d([[0, 0], [3, 3], [100, -100]]);
 * crossEntropy({ reduction: 'none' })(logits, tf.tensor1d([0, 1, 0], 'int32')); // => [Math.LN2, Math.LN2, 0]
 * crossEntropy({ ignoreIndex: 1 })(logits, tf.tensor1d([0, 1, 1], 'int32')); // => Math.LN2
 * crossEntropy()(logits, tf.tensor2d([[0.5, 0.5], [1, 0], [0.75, 0.25]])); // => (2 * Math.LN2 + 50) / 3
 * ```
 *
 * @see [torch.nn.CrossEntropyLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html) 2.x, which
 * has no sample weights and its class axis second
 */
export const crossEntropy = defineComponent({
  kind: 'loss',
  name: 'cross-entropy',
  summary: 'Cross-entropy of a softmax, for classes or probabilities.',
  schema,
  examples: [{}, { weight: [1, 2, 0.5], labelSmoothing: 0.1, ignoreIndex: -1 }, { reduction: 'sum' }],
  create: ({ weight: classWeight, ignoreIndex, labelSmoothing, reduction }): Loss => {
    const loss: Loss = (prediction, target, weight) =>
      tf.tidy(() => {
        const classes = prediction.shape.at(-1);
        if (classes === undefined || (prediction.rank === 1 && target.rank === 1)) throw mismatch(prediction, target);
        if (classWeight !== undefined && classWeight.length !== classes) {
          throw new ShapeMismatchError(
            `cross-entropy has ${classWeight.length} class weights, but the prediction ${showShape(prediction.shape)} has ` +
              `${classes} classes, along its last axis. Give one weight a class.`,
          );
        }
        const isIndex = sameShape(target.shape, prediction.shape.slice(0, -1));
        if (!isIndex && !sameShape(target.shape, prediction.shape)) throw mismatch(prediction, target);
        const classWeights = classWeight && tf.tensor1d(classWeight);
        const settings = { classes, classWeights, weight, ignoreIndex, labelSmoothing };
        const { rows, total } = isIndex ? indexRows(target, settings) : probabilityRows(target, settings);
        return reduce(softmaxCrossEntropy(asFloat(prediction), rows), reduction, total);
      });
    return Object.assign(loss, { counts: (target: number) => target !== ignoreIndex && classWeight?.[target] !== 0 });
  },
});

interface Settings {
  readonly classes: number;
  readonly classWeights: tf.Tensor | undefined;
  readonly weight: tf.Tensor | undefined;
  readonly ignoreIndex: number;
  readonly labelSmoothing: number;
}

/** Targets as rows of weights for the classes, and what their mean divides by. */
interface Rows {
  readonly rows: tf.Tensor;
  readonly total: () => tf.Tensor | number;
}

function indexRows(target: tf.Tensor, settings: Settings): Rows {
  const { classes, classWeights, weight, ignoreIndex, labelSmoothing } = settings;
  let hot = classRows(target, { classes, ignoreIndex });
  if (weight !== undefined) {
    const aligned = alignWeight('cross-entropy', weight, target.shape);
    hot = tf.mul(hot, tf.expandDims(aligned.weight, -1));
  }
  const weigh = (rows: tf.Tensor): tf.Tensor => (classWeights === undefined ? rows : tf.mul(rows, classWeights));
  const weighted = weigh(hot);
  const total = (): tf.Tensor => sumAll(weighted);
  if (labelSmoothing === 0) return { rows: weighted, total };
  const spread = tf.mul(tf.sum(hot, -1, true), labelSmoothing / classes);
  return { rows: tf.add(tf.mul(weighted, 1 - labelSmoothing), weigh(spread)), total };
}

function probabilityRows(target: tf.Tensor, settings: Settings): Rows {
  const { classes, classWeights, weight, ignoreIndex, labelSmoothing } = settings;
  if (ignoreIndex >= 0) {
    const remedy = 'Probabilities have no index that could be ignored: give class indices, or sample weights of 0.';
    throw new InvalidArgumentError('ignoreIndex', 'left out for targets that are probabilities', ignoreIndex, remedy);
  }
  const samples = target.shape.slice(0, -1);
  let rows = asFloat(target);
  if (labelSmoothing > 0) rows = tf.add(tf.mul(rows, 1 - labelSmoothing), labelSmoothing / classes);
  if (classWeights !== undefined) rows = tf.mul(rows, classWeights);
  if (weight === undefined) return { rows, total: () => sizeOf(samples) };
  const aligned = alignWeight('cross-entropy', weight, samples);
  rows = tf.mul(rows, tf.expandDims(aligned.weight, -1));
  return { rows, total: () => tf.mul(sumAll(aligned.weight), aligned.repeats) };
}

function mismatch(prediction: tf.Tensor, target: tf.Tensor): ShapeMismatchError {
  const received = `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}`;
  return new ShapeMismatchError(
    `cross-entropy needs a logit for each class, [batch, …, classes], with class indices [batch, …] or probabilities of the ` +
      `logits' shape, ${received}. Two classes need a model with two outputs; a column of indices [batch, 1] must be reshaped to [batch].`,
  );
}
