import {
  asFloat,
  defineComponent,
  InvalidArgumentError,
  isTensor,
  reductionShape,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  stopGradient,
  type TreeLoss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** What scores are divided by before the softmax. Default: `0.1`. */
  temperature: z.number().positive().default(0.1).describe('What scores are divided by before the softmax.'),
  /** How many times codes are shared out evenly among prototypes. Default: `3`. */
  sinkhornIterations: z
    .int()
    .min(1)
    .default(3)
    .describe('How many times codes are shared out evenly among prototypes.'),
  /** What scores are divided by for codes; small values make codes decided. Default: `0.05`. */
  sinkhornEpsilon: z
    .number()
    .positive()
    .default(0.05)
    .describe('What scores are divided by for codes; small values make codes decided.'),
  /** Of how many views, the first ones, codes are made; the others, small crops say, only foretell them. Default: `2`. */
  highResolution: z
    .int()
    .min(1)
    .default(2)
    .describe('Of how many views, the first ones, codes are made; the others, small crops say, only foretell them.'),
};

/** Options of {@link swav}. */
export interface SwavOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * SwAV: each view of a sample is to foretell the codes of the others. Predictions are a list of views, each the scores of the batch for
 * prototypes, `[batch, prototypes]` (cosines of normalised embeddings and prototypes, which are weights of the model).
 *
 * With the codes $`q_i`$ of view i, of which the first H of V views have some, and temperature τ, a sample has the value
 *
 * ```math
 * \frac1H \sum_{i \le H} \frac{1}{V - 1} \sum_{v \ne i} -q_i \cdot \ln \operatorname{softmax}(x_v / τ)
 * ```
 *
 * Codes are the softmax of $`x_i / ε`$, shared out by Sinkhorn's iterations so that all prototypes are used alike in the batch; they are
 * constants for gradients. It takes no target, or a list with the scores of earlier samples for each of the first H views,
 * `[queue, prototypes]`: they take part when codes are shared out, which a small batch needs.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for less than two views or than codes are made of, or a queue that is no list of as many tensors;
 * `LML_SHAPE_MISMATCH` where shapes differ or weights do not fit.
 *
 * @example
 * ```ts
 * import { swav } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [first, second] = [tf.tensor2d([[1, 0], [0, 1]]), tf.tensor2d([[1, 0], [0, 1]])];
 * swav({ sinkhornEpsilon: 0.01, temperature: 1 })([first, second]); // => Math.log(1 + Math.exp(-1))
 * ```
 *
 * @see Caron et al. 2020, Unsupervised Learning of Visual Features by Contrasting Cluster Assignments; SwaVLoss of lightly 1.6
 */
export const swav = defineComponent({
  kind: 'loss',
  name: 'swav',
  summary: 'Views that foretell the codes of one another, shared out evenly among prototypes (SwAV).',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    {},
    { temperature: 0.5, sinkhornIterations: 1, highResolution: 1 },
    { reduction: 'sum' },
    { reduction: 'none' },
  ],
  conformance: {
    prediction: [{ shape: [4, 3] }, { shape: [4, 3] }, { shape: [4, 3] }],
    target: null,
    // Codes are constants for gradients.
    gradient: false,
    separable: false,
  },
  create: ({ temperature, sinkhornIterations, sinkhornEpsilon, highResolution, reduction }, { name }): TreeLoss => {
    const codes = (scores: tf.Tensor, queue: tf.Tensor | undefined): tf.Tensor => {
      const all = stopGradient(
        tf.div(queue === undefined ? scores : tf.concat([scores, asFloat(queue)]), sinkhornEpsilon),
      );
      const shared = tf.exp(shareOut(all, sinkhornIterations));
      return stopGradient(tf.slice(shared, [0, 0], scores.shape as [number, number]));
    };
    const loss = treeLoss<readonly tf.Tensor[], readonly tf.Tensor[] | undefined>({
      name,
      reduction,
      shape: (views, queue) => samplesOf(name, views, queue, highResolution),
      values(given, queue) {
        const views = given.map(asFloat);
        const terms = views.slice(0, highResolution).flatMap((view, own) => {
          const wanted = codes(view, queue?.[own]);
          const others = views.filter((_, index) => index !== own);
          return others.map((other) => softmaxCrossEntropy(tf.div(other, temperature), wanted));
        });
        return tf.div(tf.addN(terms), highResolution * (views.length - 1));
      },
    });
    return Object.assign(loss, { withoutTarget: true });
  },
});

/** Logarithms of codes: in turns all prototypes get the same share of the batch, and each sample codes that sum to 1. */
function shareOut(scores: tf.Tensor, iterations: number): tf.Tensor {
  let logarithms = scores;
  for (let turn = 0; turn < iterations; turn++) {
    logarithms = tf.sub(logarithms, tf.logSumExp(logarithms, 0, true));
    logarithms = tf.sub(logarithms, tf.logSumExp(logarithms, 1, true));
  }
  return logarithms;
}

/** The shape of the values, `[batch]`, once views and queue were looked at. */
function samplesOf(
  name: string,
  views: readonly tf.Tensor[],
  queue: readonly tf.Tensor[] | undefined,
  highResolution: number,
): readonly number[] {
  if (!Array.isArray(views) || views.length < Math.max(2, highResolution)) {
    const expected = `a list of scores, one of each of at least ${Math.max(2, highResolution)} views`;
    throw new InvalidArgumentError(`The prediction of ${name}`, expected, views);
  }
  const [batch, prototypes, ...further] = partsOf(name, views, Object.keys(views), 2)['0']!.shape;
  if (further.length > 0)
    throw new ShapeMismatchError(`${name} needs views [batch, prototypes], got ${showShape(views[0].shape)}.`);
  if (queue === undefined) return [batch];
  if (!Array.isArray(queue) || queue.length !== highResolution || !queue.every(isTensor)) {
    const expected = `a list of ${highResolution}, the scores of earlier samples for each view that codes are made of`;
    throw new InvalidArgumentError(`The target of ${name}`, expected, queue);
  }
  const misfit = queue.find(({ shape: own }) => own.length !== 2 || own[1] !== prototypes);
  if (misfit === undefined) return [batch];
  const received = `got ${showShape(misfit.shape)} beside ${showShape(views[0].shape)}`;
  throw new ShapeMismatchError(`${name} needs a queue of scores [queue, ${prototypes}], ${received}.`);
}
