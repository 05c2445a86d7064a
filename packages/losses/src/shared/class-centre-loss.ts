import {
  asFloat,
  classRows,
  ownedState,
  requireTensor,
  type FirstValue,
  type Loss,
  type Reduction,
  type reductionShape,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { requireEmbeddings } from './embedding-pairs.js';
import { treeLoss } from './tree-loss.js';

/** The options of losses with a centre for each class, as entries of a zod object. */
export const classCentreShape = {
  /** How many classes there are. */
  numClasses: z.int().min(2).describe('How many classes there are.'),
  /** How many numbers an embedding has. */
  embeddingSize: z.int().min(1).describe('How many numbers an embedding has.'),
};

/** The options of losses with a centre for each class. */
export interface ClassCentreOptions
  extends z.input<z.ZodObject<typeof classCentreShape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** What losses with a centre for each class are checked with. */
export const classCentreConformance = {
  prediction: { shape: [4, 3], values: [0.5, -1, 0.25, 1.5, 0.5, -0.75, -0.5, 0.75, 1.25, 0.25, 1, -1.25] },
  target: { shape: [4], dtype: 'int32', values: [0, 1, 2, 1] },
} as const;

/** What a loss with centres is computed from. */
export interface CentredEmbeddings {
  /** The embeddings, `[batch, embeddingSize]`. */
  readonly embeddings: tf.Tensor;
  /** The centres, `[centres, embeddingSize]`. */
  readonly centres: tf.Tensor;
  /** A 1 where the class of a sample stands, `[batch, numClasses]`; NaN for a number that is no class. */
  readonly classes: tf.Tensor;
}

/** What {@link classCentreLoss} takes. */
export interface ClassCentreLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** How many classes there are. */
  readonly numClasses: number;
  /** How many numbers an embedding has. */
  readonly embeddingSize: number;
  /** How many centres a class has. Default: 1. */
  readonly centresPerClass?: number | undefined;
  /** Where centres begin. Default: standard normal. */
  readonly initializer?: FirstValue | undefined;
  /** The value of each sample, `[batch]`. */
  readonly values: (given: CentredEmbeddings) => tf.Tensor;
}

/** No class has this number. */
export const NO_CLASS = -(2 ** 31);

/** Standard normal numbers, with which centres begin in PyTorch metric learning. */
const standardNormal = (): FirstValue => tf.initializers.randomNormal({ mean: 0, stddev: 1 });

/**
 * Makes a loss of embeddings `[batch, embeddingSize]` and their classes `[batch]` that has centres for each class: weights of its own,
 * `[numClasses · centresPerClass, embeddingSize]`, trained with the model and kept in checkpoints as `loss/centres`.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}. A number that is no class has the value NaN.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { classCentreLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const toCentre = classCentreLoss({
 *   name: 'to-centre',
 *   reduction: 'mean',
 *   numClasses: 2,
 *   embeddingSize: 2,
 *   initializer: 'ones',
 *   values: ({ embeddings, centres, classes }) => tf.sum(tf.square(tf.sub(embeddings, tf.matMul(classes, centres))), 1),
 * });
 * toCentre(tf.tensor2d([[1, 1], [1, 3]]), tf.tensor1d([0, 1], 'int32')); // => 2
 * ```
 */
export function classCentreLoss(options: ClassCentreLossOptions): Loss {
  const { name, reduction, numClasses, embeddingSize, centresPerClass = 1, values } = options;
  const { initializer = standardNormal() } = options;
  const own = ownedState({
    weights: { centres: { shape: [numClasses * centresPerClass, embeddingSize], initializer } },
  });
  const loss = treeLoss<tf.Tensor, tf.Tensor>({
    name,
    reduction,
    shape(given, target) {
      const prediction = requireTensor(name, 'prediction', given);
      requireEmbeddings(name, prediction, requireTensor(name, 'target', target), embeddingSize);
      return prediction.shape.slice(0, 1);
    },
    values: (prediction, target) =>
      values({
        embeddings: asFloat(prediction),
        centres: own.read('centres'),
        classes: classRows(target, { classes: numClasses, ignoreIndex: NO_CLASS }),
      }),
  });
  return Object.assign(loss, { state: own.state, load: own.load });
}
