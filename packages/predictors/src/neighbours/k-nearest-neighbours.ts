import {
  CheckpointError,
  InvalidArgumentError,
  NotFittedError,
  ShapeMismatchError,
  defineComponent,
  predictorShape,
  type DecodeContext,
  type EngineArray,
  type NdArray,
  type Predicted,
  type Predictor,
  type PredictorContext,
  type StateEntry,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { namedClass } from '../classification/named-class.js';
import { pairwiseDistances } from './pairwise-distances.js';
import { trainingData, type TrainingData } from './training-data.js';

const shape = {
  /** Number of neighbours that are asked. Default: `5`. */
  k: z.int().positive().default(5).describe('Number of neighbours that are asked.'),
  /** How far apart two outputs are: 'euclidean', or 'cosine', 1 − the cosine of the angle. Default: `'euclidean'`. */
  metric: z
    .enum(['euclidean', 'cosine'])
    .default('euclidean')
    .describe("How far apart two outputs are: 'euclidean', or 'cosine', 1 − the cosine of the angle."),
  /** Whether all neighbours count alike, or each by 1 / distance. Default: `'uniform'`. */
  weights: z
    .enum(['uniform', 'distance'])
    .default('uniform')
    .describe('Whether all neighbours count alike, or each by 1 / distance.'),
  /** Whether targets are classes, which are voted on, or values, which are averaged. Default: `'classification'`. */
  task: z
    .enum(['classification', 'regression'])
    .default('classification')
    .describe('Whether targets are classes, which are voted on, or values, which are averaged.'),
};

/** Options of {@link kNearestNeighbours}. */
export interface KNearestNeighboursOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/** A predictor that asks the training samples nearest to an output. Made by {@link kNearestNeighbours}. */
export interface KNearestNeighbours extends Predictor {
  /** Keeps outputs for training data, `[samples, features]`, and their targets, `[samples]` or `[samples, values]`. */
  fit(outputs: NdArray, targets: NdArray): void;
  /** What it keeps: `features`, `targets` and, of classes, their labels in ascending order as `classes`. */
  state(): readonly StateEntry[] | undefined;
  /** Takes over what {@link KNearestNeighbours.state} gave. */
  load(state: Readonly<Record<string, NdArray>>): void;
}

/**
 * Nearest neighbours: predicts from the `k` training samples whose outputs are nearest to an output, so that embeddings
 * which were learnt without answers can be used for classification or regression. It must be fitted on the outputs for
 * training data; predicting then costs one distance to each of them.
 *
 * - `classification`: the class with most votes, or with the largest sum of 1 / distance; of equal ones the smallest.
 * - `regression`: the mean of the neighbours' values, or their mean weighted by 1 / distance.
 *
 * With `weights: 'distance'` samples at distance 0 outweigh all others. Where samples at the same distance compete for the
 * last places, those that come first in the training data are taken. All of this is what scikit-learn's
 * `KNeighborsClassifier` and `KNeighborsRegressor` do with `algorithm='brute'`, which leaves the last open.
 *
 * Output `[batch, features]`; prediction `[batch]` of int32 labels (as records `{ label, index }`, the label by its name where the data have
 * names), or `[batch]` or `[batch, values]` of float32 values.
 *
 * @throws `LML_INVALID_OPTIONS` for a `k` that is not a whole number from 1; from `fit` `LML_SHAPE_MISMATCH` if the
 * shapes do not fit, `LML_INVALID_ARGUMENT` for fewer samples than `k`, text, values that are not finite, or classes that
 * are not whole numbers; from `predict` `LML_NOT_FITTED` before `fit`, `LML_SHAPE_MISMATCH` for another number of
 * features; from `load` `LML_CHECKPOINT` for state that is not its own.
 *
 * @see Fix and Hodges 1951, Discriminatory Analysis: Nonparametric Discrimination; Cover and Hart 1967, Nearest neighbor
 * pattern classification; Dudani 1976, The distance-weighted k-nearest-neighbor rule.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { kNearestNeighbours } from '@lml/predictors';
 *
 * const predictor = kNearestNeighbours({ k: 3 });
 * predictor.fit(ndArray([[0, 0], [1, 0], [0, 1], [5, 5], [6, 5], [5, 6]]), ndArray([0, 0, 0, 1, 1, 1]));
 * (await applyPredictor(predictor, ndArray([[1, 1], [4, 4]]))).data; // => Int32Array.of(0, 1)
 * ```
 */
export const kNearestNeighbours = defineComponent({
  kind: 'predictor',
  name: 'k-nearest-neighbours',
  summary: 'Classes or values by the training samples with the nearest outputs.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { k: 3, metric: 'cosine', weights: 'distance' }, { k: 2, task: 'regression' }],
  create: ({ k, metric, weights, task, head }, { name }): KNearestNeighbours => {
    let data: TrainingData | undefined;

    const learn = (outputs: NdArray, targets: NdArray): TrainingData => {
      const learnt = trainingData(outputs, targets, task);
      if (learnt.samples >= k) return learnt;
      throw new InvalidArgumentError('k', `at most the number of training samples, ${learnt.samples}`, k);
    };

    return {
      name,
      head,
      fit(outputs, targets) {
        data = learn(outputs, targets);
      },
      state: () => data?.state,
      ...(task === 'classification' && {
        decode: (prediction: Predicted, { classNames }: DecodeContext) =>
          Array.from((prediction as EngineArray).data, (label) => namedClass(Number(label), classNames)),
      }),
      load({ features, targets }) {
        if (features === undefined || targets === undefined) {
          throw new CheckpointError("The state of k-nearest-neighbours must have 'features' and 'targets'.");
        }
        try {
          data = learn(features, targets);
        } catch (cause) {
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new CheckpointError(`The state does not fit k-nearest-neighbours of ${task}. ${reason}`, { cause });
        }
      },
      predict(output, context) {
        checkOutput(output, data);
        const features = context.read('features') as tf.Tensor2D;
        const distances = pairwiseDistances(tf.cast(output, 'float32') as tf.Tensor2D, features, metric);
        const nearest = tf.topk(tf.neg(distances), k);
        const votes = weights === 'uniform' ? tf.onesLike(nearest.values) : inverse(tf.neg(nearest.values));
        const answers = tf.gather(context.read('targets'), nearest.indices);
        return task === 'classification' ? elect(answers, votes, context) : average(answers, votes);
      },
    };
  },
});

function checkOutput(output: tf.Tensor, data: TrainingData | undefined): asserts data is TrainingData {
  if (data === undefined) {
    throw new NotFittedError(
      'k-nearest-neighbours has no training data. Fit it on the outputs for the training data and their targets: predictor.fit(outputs, targets).',
    );
  }
  if (output.rank === 2 && output.shape[1] === data.features) return;
  throw new ShapeMismatchError(
    `k-nearest-neighbours was fitted on ${data.features} features, so it predicts from [batch, ${data.features}], ` +
      `got shape [${output.shape.join(', ')}]. Fit it again after a change of the model.`,
  );
}

/** 1 / distance; where a row has distances of 0, 1 for these and 0 for the others. */
function inverse(distances: tf.Tensor): tf.Tensor {
  const isZero = tf.cast(tf.equal(distances, 0), 'float32');
  const rowHasZero = tf.max(isZero, 1, true);
  const others = tf.div(tf.sub(1, rowHasZero), tf.add(distances, isZero));
  return tf.add(isZero, others);
}

/** The label with most votes, from the neighbours' labels and votes `[batch, k]`. */
function elect(labels: tf.Tensor, votes: tf.Tensor, context: PredictorContext): tf.Tensor {
  const classes = context.read('classes');
  const isFor = tf.equal(tf.expandDims(labels, 2), tf.reshape(classes, [1, 1, -1]));
  const sums = tf.sum(tf.mul(tf.cast(isFor, 'float32'), tf.expandDims(votes, 2)), 1);
  return tf.gather(classes, tf.argMax(sums, 1));
}

/** The weighted mean of the neighbours' values `[batch, k]` or `[batch, k, values]`. */
function average(values: tf.Tensor, votes: tf.Tensor): tf.Tensor {
  const shares = tf.div(votes, tf.sum(votes, 1, true));
  return tf.sum(tf.mul(values, values.rank === 3 ? tf.expandDims(shares, 2) : shares), 1);
}
