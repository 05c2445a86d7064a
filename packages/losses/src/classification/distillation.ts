import {
  asFloat,
  classRows,
  defineComponent,
  InvalidArgumentError,
  isTensor,
  reductionShape,
  requireTensor,
  sameShape,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  stopGradient,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { treeLoss } from '../shared/tree-loss.js';

const shape = {
  /**
   * What scores are divided by before they are compared; large values show more of what the teacher holds unlikely.
   * Default: `2`.
   */
  temperature: z
    .number()
    .positive()
    .default(2)
    .describe(
      'What scores are divided by before they are compared; large values show more of what the teacher holds unlikely.',
    ),
  /** How much the teacher counts, from 0 to 1; the labels count the rest. Default: `0.5`. */
  alpha: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('How much the teacher counts, from 0 to 1; the labels count the rest.'),
};

/** Options of {@link distillation}. */
export interface DistillationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** What {@link distillation} learns from. */
export type DistillationTarget = Readonly<{
  /** The scores of the teacher, of the shape of the prediction. */
  teacher: tf.Tensor;
  /** Class indices `[batch, …]`, -100 where there is none, or probabilities of the shape of the prediction. Not needed where `alpha` is 1. */
  labels?: tf.Tensor;
}>;

/**
 * Distillation: of a student's scores x, `[batch, …, classes]`, against those of a teacher t and the labels y,
 *
 * ```math
 * α T^2 \operatorname{KL}(\operatorname{softmax}(t/T) \,\|\, \operatorname{softmax}(x/T)) + (1 - α) H(y, \operatorname{softmax}(x))
 * ```
 *
 * with the cross-entropy H. The factor T² keeps gradients of one size whatever the temperature T. The target is
 * `{ teacher, labels }`; no gradient passes to the teacher.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}: the mean is over samples (PyTorch's `batchmean`), or positions.
 *
 * @throws `LML_INVALID_ARGUMENT` for a target without a teacher, or without labels where they count; `LML_SHAPE_MISMATCH` where shapes or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { distillation } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const scores = tf.tensor2d([[0, 0]]);
 * distillation()(scores, { teacher: scores, labels: tf.tensor1d([1], 'int32') }); // => Math.LN2 / 2
 * distillation({ alpha: 1 })(scores, { teacher: tf.tensor2d([[0, 4 * Math.LN2]]) }); // => 4 * (0.8 * Math.log(1.6) + 0.2 * Math.log(0.4))
 * ```
 *
 * @see Hinton, Vinyals, Dean 2015, Distilling the Knowledge in a Neural Network
 */
export const distillation = defineComponent({
  kind: 'loss',
  name: 'distillation',
  summary: "A teacher's softened probabilities, and the labels.",
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { temperature: 4, alpha: 0.9 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { shape: [4, 3] },
    target: { teacher: { shape: [4, 3], low: -2, high: 2 }, labels: { shape: [4], dtype: 'int32', high: 3 } },
  },
  create: ({ temperature, alpha, reduction }, { name }) =>
    treeLoss<tf.Tensor, DistillationTarget>({
      name,
      reduction,
      scores: 'logits',
      shape: (prediction, target) => positionsOf(name, prediction, target, alpha),
      values(prediction, { teacher, labels }) {
        const scores = asFloat(prediction);
        const ofLabels = (): tf.Tensor => tf.mul(1 - alpha, surprise(scores, labels!));
        if (alpha === 0) return ofLabels();
        const softened = stopGradient(tf.div(asFloat(teacher), temperature));
        const probabilities = tf.softmax(softened);
        const apart = tf.sub(
          softmaxCrossEntropy(tf.div(scores, temperature), probabilities),
          softmaxCrossEntropy(softened, probabilities),
        );
        const ofTeacher = tf.mul(alpha * temperature ** 2, apart);
        return alpha === 1 ? ofTeacher : tf.add(ofTeacher, ofLabels());
      },
    }),
});

/** The label of a sample that has none: there the teacher alone counts. */
const UNKNOWN = -100;

/** The cross-entropy of scores against class indices or probabilities. */
function surprise(scores: tf.Tensor, labels: tf.Tensor): tf.Tensor {
  const classes = scores.shape.at(-1)!;
  const isIndex = labels.rank < scores.rank;
  return softmaxCrossEntropy(scores, isIndex ? classRows(labels, { classes, ignoreIndex: UNKNOWN }) : asFloat(labels));
}

/** The shape of the values, `[batch, …]`, once prediction and target were looked at. */
function positionsOf(
  name: string,
  prediction: tf.Tensor,
  target: DistillationTarget | undefined,
  alpha: number,
): readonly number[] {
  const { shape } = requireTensor(name, 'prediction', prediction);
  const { teacher, labels } = isTensor(target) || target === undefined ? ({} as Partial<DistillationTarget>) : target;
  if (!isTensor(teacher) || (alpha < 1 && !isTensor(labels))) {
    const expected = alpha < 1 ? 'a record of tensors, { teacher, labels }' : 'a record with the tensor teacher';
    throw new InvalidArgumentError(`The target of ${name}`, expected, target);
  }
  const positions = shape.slice(0, -1);
  const fits = labels === undefined || sameShape(labels.shape, positions) || sameShape(labels.shape, shape);
  if (shape.length > 1 && sameShape(teacher.shape, shape) && fits) return positions;
  const ofLabels = labels === undefined ? '' : ` and labels ${showShape(labels.shape)}`;
  throw new ShapeMismatchError(
    `${name} needs scores [batch, …, classes] of student and teacher, with class indices [batch, …] or probabilities of the scores' ` +
      `shape, got ${showShape(shape)}, teacher ${showShape(teacher.shape)}${ofLabels}.`,
  );
}
