import {
  asFloat,
  classRows,
  defineComponent,
  ownedState,
  reductionShape,
  requireTensor,
  sameShape,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  type TreeLoss,
  type WeightDeclaration,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { linear, linearBias, linearKernel } from '../shared/linear.js';
import { treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** How many features a prediction has, along its last axis. */
  inFeatures: z.int().min(1).describe('How many features a prediction has, along its last axis.'),
  /** How many classes there are, the most frequent ones first. */
  numClasses: z.int().min(2).describe('How many classes there are, the most frequent ones first.'),
  /** The classes at which clusters begin, in increasing order: those before the first have scores of their own. */
  cutoffs: z
    .array(z.int().min(1))
    .min(1)
    .describe(
      'The classes at which clusters begin, in increasing order: those before the first have scores of their own.',
    ),
  /** By how much the features of each cluster are fewer than those of the one before it. Default: `4`. */
  divValue: z
    .number()
    .positive()
    .default(4)
    .describe('By how much the features of each cluster are fewer than those of the one before it.'),
  /** Whether something learnt is added to the scores of the head. Default: `false`. */
  headBias: z.boolean().default(false).describe('Whether something learnt is added to the scores of the head.'),
};

/** Options of {@link adaptiveLogSoftmax}. */
export interface AdaptiveLogSoftmaxOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

type AdaptiveSettings = z.output<z.ZodObject<typeof shape>>;

/** What stands elsewhere than in a cluster; no index that may be given by mistake. */
const ELSEWHERE = -(2 ** 30);

/**
 * Adaptive softmax, for many classes of which few are frequent: of features h, `[batch, …, inFeatures]`, and class indices
 * `[batch, …]`. A head gives scores for the frequent classes and one for each cluster of rare ones; of a class y in cluster i it is
 *
 * ```math
 * -\ln \operatorname{softmax}(h W)_{c_0 + i} - \ln \operatorname{softmax}(h P_i W_i)_{y - c_i}
 * ```
 *
 * and of a frequent class the logarithm of the head's alone. Classes are to be numbered by their frequency. The matrices of a cluster are
 * small: $`P_i`$ leaves `inFeatures / divValue^(i + 1)` features.
 *
 * `head/kernel`, `head/bias`, and for each cluster `tail_0/projection`, `tail_0/kernel` … are weights of the loss, trained with the model and
 * kept in checkpoints under `loss/`; they begin as PyTorch's `Linear` does. All clusters are computed for all samples and masked, so that a
 * step compiles: memory and not time is saved for rare classes. No value is read back: an index that is no class makes loss and gradient
 * NaN.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_OPTIONS` for cutoffs that do not increase, or end beyond the last class, or clusters without a feature;
 * `LML_SHAPE_MISMATCH` where shapes or weights do not fit.
 *
 * @example
 * ```ts
 * import { adaptiveLogSoftmax } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = adaptiveLogSoftmax({ inFeatures: 4, numClasses: 6, cutoffs: [2], reduction: 'none' });
 * // Without features all of a group are alike: two classes and a cluster, and in that four classes.
 * loss(tf.zeros([2, 4]), tf.tensor1d([1, 5], 'int32')); // => [Math.log(3), Math.log(3) + Math.log(4)]
 * ```
 *
 * @see Grave et al. 2016, Efficient softmax approximation for GPUs;
 * [torch.nn.AdaptiveLogSoftmaxWithLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html) 2.x
 */
export const adaptiveLogSoftmax = defineComponent({
  kind: 'loss',
  name: 'adaptive-log-softmax',
  summary: 'Softmax of many classes, the rare ones in clusters, with weights of its own.',
  schema: z.strictObject({ ...shape, ...reductionShape }).superRefine((options, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', path: ['cutoffs'], message });
    const { cutoffs, numClasses } = options;
    if (cutoffs.some((cutoff, index) => index > 0 && cutoff <= cutoffs[index - 1]!)) complain('must increase');
    if (cutoffs.at(-1)! >= numClasses) complain(`must be below ${numClasses}, the number of classes`);
    if (sizesOf(options).some(({ features }) => features === 0))
      complain('must be fewer, or divValue smaller: the last clusters would have no feature');
  }),
  examples: [
    { inFeatures: 8, numClasses: 6, cutoffs: [2, 4], divValue: 2 },
    { inFeatures: 8, numClasses: 6, cutoffs: [3], headBias: true },
    { inFeatures: 8, numClasses: 6, cutoffs: [2], reduction: 'sum' },
    { inFeatures: 8, numClasses: 6, cutoffs: [2], reduction: 'none' },
  ],
  conformance: { prediction: { shape: [6, 8] }, target: { shape: [6], dtype: 'int32', values: [0, 1, 2, 3, 4, 5] } },
  create: ({ reduction, ...settings }, { name }): TreeLoss => {
    const { inFeatures, headBias } = settings;
    const own = ownedState({ weights: weightsOf(settings) });
    const loss = treeLoss<tf.Tensor, tf.Tensor>({
      name,
      reduction,
      shape(prediction, target) {
        const { shape: given } = requireTensor(name, 'prediction', prediction);
        const { shape: positions } = requireTensor(name, 'target', target);
        if (given.length > 1 && given.at(-1) === inFeatures && sameShape(positions, given.slice(0, -1)))
          return positions;
        throw new ShapeMismatchError(
          `${name} needs features [batch, …, ${inFeatures}] and class indices [batch, …], got ${showShape(given)} and ${showShape(positions)}.`,
        );
      },
      values(prediction, target) {
        const features = asFloat(prediction);
        const index = asFloat(target);
        const head = linear(features, own.read('head/kernel'), headBias ? own.read('head/bias') : undefined);
        const terms = [surprise(head, headIndex(index, settings))];
        for (const [cluster, { begin, end }] of sizesOf(settings).entries()) {
          const isIn = tf.logicalAnd(tf.greaterEqual(index, begin), tf.less(index, end));
          const place = tf.where(isIn, tf.sub(index, begin), tf.fill(index.shape, ELSEWHERE));
          const projected = linear(features, own.read(`tail_${cluster}/projection`));
          terms.push(surprise(linear(projected, own.read(`tail_${cluster}/kernel`)), place));
        }
        return tf.addN(terms);
      },
    });
    return Object.assign(loss, { state: own.state, load: own.load });
  },
});

/** The clusters: their first class, the one after their last, and their features. */
function sizesOf({ inFeatures, numClasses, cutoffs, divValue }: AdaptiveSettings) {
  return cutoffs.map((begin, cluster) => ({
    begin,
    end: cutoffs[cluster + 1] ?? numClasses,
    features: Math.floor(inFeatures / divValue ** (cluster + 1)),
  }));
}

function weightsOf(settings: AdaptiveSettings): Record<string, WeightDeclaration> {
  const { inFeatures, cutoffs, headBias } = settings;
  const headSize = cutoffs[0]! + cutoffs.length;
  const tails = sizesOf(settings).flatMap(({ begin, end, features }, cluster) => [
    [`tail_${cluster}/projection`, linearKernel(inFeatures, features)] as const,
    [`tail_${cluster}/kernel`, linearKernel(features, end - begin)] as const,
  ]);
  return {
    'head/kernel': linearKernel(inFeatures, headSize),
    ...(headBias && { 'head/bias': linearBias(inFeatures, headSize) }),
    ...Object.fromEntries(tails),
  };
}

/** Which score of the head is that of a class, or of its cluster. What is no class stays none. */
function headIndex(index: tf.Tensor, { cutoffs, numClasses }: AdaptiveSettings): tf.Tensor {
  const passed = tf.addN(cutoffs.map((cutoff) => tf.cast(tf.greaterEqual(index, cutoff), 'float32')));
  const cluster = tf.add(passed, cutoffs[0]! - 1);
  const known = tf.where(tf.less(index, numClasses), cluster, tf.fill(index.shape, NaN));
  return tf.where(tf.greater(passed, 0), known, index);
}

/** Cross-entropy of scores against indices; 0 of what is elsewhere. */
function surprise(scores: tf.Tensor, index: tf.Tensor): tf.Tensor {
  return softmaxCrossEntropy(scores, classRows(index, { classes: scores.shape.at(-1)!, ignoreIndex: ELSEWHERE }));
}
