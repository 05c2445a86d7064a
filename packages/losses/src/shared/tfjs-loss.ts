import {
  alignWeight,
  asFloat,
  reduce,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  sizeOf,
  sumAll,
  type Elements,
  type Loss,
  type Reduction,
  type ScoreScale,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { pairLoss, type LossPair } from './pair-loss.js';

/** The option of all losses of tf.losses, as an entry of a zod object. */
export const tfjsShape = {
  /**
   * What becomes of the weighted values: nothing (none), their sum by that of the weights (mean), their sum, or that by
   * the number of weights that are not 0. Default: `'sum-by-nonzero-weights'`.
   */
  reduction: z
    .enum(['none', 'mean', 'sum', 'sum-by-nonzero-weights'])
    .default('sum-by-nonzero-weights')
    .describe(
      'What becomes of the weighted values: nothing (none), their sum by that of the weights (mean), their sum, or that by the number of weights that are not 0.',
    ),
};

/** The option of all losses of tf.losses. */
export interface TfjsOptions extends z.input<z.ZodObject<typeof tfjsShape>> {}

/** The option of losses as LayersModel.fit takes them, as an entry of a zod object. */
export const layersShape = {
  /**
   * What becomes of the weighted values: their sum by their number (mean), their sum, or nothing (none). Default:
   * `'mean'`.
   */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('mean')
    .describe('What becomes of the weighted values: their sum by their number (mean), their sum, or nothing (none).'),
};

/** The option of losses as LayersModel.fit takes them. */
export interface LayersOptions extends z.input<z.ZodObject<typeof layersShape>> {}

/** What the makers of TensorFlow.js's losses take. */
interface TfjsLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** The values, of the shape `valueShape`. */
  readonly values: (elements: Elements) => tf.Tensor;
  /** The shape of the values for a shape of predictions. */
  readonly valueShape?: ((shape: readonly number[], name: string) => readonly number[]) | undefined;
  /** What scores of classes are that it takes, for metrics. Default: it takes none. */
  readonly scores?: ScoreScale | undefined;
}

/** What a mean divides by, of weights that count `repeats` times each, for a number of values. */
type Divisor = (weight: tf.Tensor, repeats: number, size: number) => tf.Tensor | number;

const weights: Divisor = (weight, repeats) => tf.mul(sumAll(weight), repeats);
const nonZeroWeights: Divisor = (weight, repeats) =>
  tf.mul(sumAll(tf.cast(tf.notEqual(weight, 0), 'float32')), repeats);
const values: Divisor = (_weight, _repeats, size) => size;

/**
 * Makes a loss of `tf.losses`. With v the values and w the weights, one a sample (`[batch]`) or of further first axes, default 1, `'none'` gives
 * w v, `'sum'` `Σ w v`, `'mean'` `Σ w v / Σ w`, and `'sum-by-nonzero-weights'` `Σ w v` by the number of values whose weight is not 0. What the
 * last two divide by is the `total`, by which batches are put together to an epoch. Of nothing a mean is NaN, a sum 0.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if prediction and target have different shapes, or weights do not fit.
 */
export function tfjsLoss({
  reduction,
  ...options
}: TfjsLossOptions & { readonly reduction: Reduction | 'sum-by-nonzero-weights' }): Loss {
  if (reduction === 'sum-by-nonzero-weights') return dividedBy(nonZeroWeights, 'mean', options);
  return dividedBy(weights, reduction, options);
}

/**
 * Makes a loss with a value for each row along the last axis, `[batch, …]`, reduced as `LayersModel.fit` does: the mean of the weighted values,
 * `Σ w v / n` with n their number, which is the `total`; weights of 2 make it larger. With `'sum'` `Σ w v`, with `'none'` w v.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, if prediction and target have different shapes or no rows, or weights do not fit.
 */
export function layersLoss({ reduction, ...options }: TfjsLossOptions & { readonly reduction: Reduction }): Loss {
  return dividedBy(values, reduction, { valueShape: rowShape, ...options });
}

/**
 * The shape of one value for each row along the last axis.
 *
 * @throws `LML_SHAPE_MISMATCH` for predictions without rows.
 */
export function rowShape(shape: readonly number[], name: string): readonly number[] {
  if (shape.length > 1) return shape.slice(0, -1);
  throw new ShapeMismatchError(
    `${name} needs rows along the last axis, [batch, …, width], got ${showShape(shape)}. A model with one output gives [batch, 1].`,
  );
}

/** What the conformance kit checks a loss of TensorFlow.js with, whose weights count samples several times only with some reductions. */
export function tfjsConformance({ reduction }: Readonly<Record<string, unknown>>, fixture: object = {}) {
  const counted = reduction === 'mean' || reduction === 'sum';
  return { ...fixture, weights: counted };
}

function dividedBy(divisor: Divisor, reduction: Reduction, options: TfjsLossOptions): Loss {
  const { name, valueShape = (shape) => shape, scores } = options;
  const total = ({ prediction, weight }: LossPair): tf.Tensor | number => {
    const shape = valueShape(prediction.shape, name);
    if (weight === undefined) return sizeOf(shape);
    const aligned = alignWeight(name, weight, shape);
    return divisor(aligned.weight, aligned.repeats, sizeOf(shape));
  };
  return pairLoss({
    name,
    reduction,
    scores,
    value(pair) {
      const { prediction, target, weight } = pair;
      requireSameShape(name, prediction, target, 'Encode class numbers with tf.oneHot.');
      const shape = valueShape(prediction.shape, name);
      const each = options.values({ prediction: asFloat(prediction), target: asFloat(target) });
      const weighted = weight === undefined ? each : tf.mul(each, alignWeight(name, weight, shape).weight);
      return reduce(weighted, reduction, () => total(pair));
    },
    total,
  });
}
