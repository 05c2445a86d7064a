import {
  ctcNegativeLogLikelihood,
  defineComponent,
  InvalidArgumentError,
  isShape,
  isTensor,
  reductionShape,
  requireTensor,
  ShapeMismatchError,
  showShape,
  treePart,
  type HostValue,
  type ShapeTree,
  type TargetFault,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { labelFault } from '../shared/label-fault.js';
import { treeLoss } from '../shared/tree-loss.js';

/** What frames are to say: labels `[batch, labels]`, and how many of them, and of the frames, count, `[batch]` each. */
export type LabelSequences = Readonly<{
  /** Class numbers, `[batch, labels]`. */
  labels: tf.Tensor;
  /** How many of them count, `[batch]`. Default: those before the first negative number. */
  labelLengths?: tf.Tensor;
  /** How many frames count, `[batch]`. Default: all. */
  inputLengths?: tf.Tensor;
}>;

const shape = {
  /** The class that stands for no label. Default: `0`. */
  blank: z.int().min(0).default(0).describe('The class that stands for no label.'),
  /** Whether predictions are logits, not log-probabilities. Default: `true`. */
  fromLogits: z.boolean().default(true).describe('Whether predictions are logits, not log-probabilities.'),
  /** Whether a sample whose labels do not fit into its frames counts 0 instead of infinity. Default: `false`. */
  zeroInfinity: z
    .boolean()
    .default(false)
    .describe('Whether a sample whose labels do not fit into its frames counts 0 instead of infinity.'),
};

/** Options of {@link ctc}. */
export interface CtcOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Connectionist temporal classification: how unlikely it is that frames say labels, where nobody tells which frame says which. A frame says a
 * label or nothing (`blank`), and a label may last for several frames; between equal labels is a blank. Of all ways π to say the labels y,
 * $`-\ln \sum_π \prod_t p_t(π_t)`$.
 *
 * The prediction is logits `[batch, time, classes]`, or with `fromLogits: false` what a log-softmax gives. The target is a record:
 * - `labels`, class numbers `[batch, labels]`;
 * - `labelLengths`, `[batch]`: how many of them count. What stands behind may be anything. Default: those before the first negative number.
 * - `inputLengths`, `[batch]`: how many frames count. Default: all.
 *
 * With v the values and w the weights, one a sample (`[batch]`, default 1), `'sum'` gives $`\sum w v`$ and `'none'` w v, `[batch]`. The mean
 * is of the value for each label, $`\sum w \frac{v}{\max(L, 1)} / \sum w`$ with L labels, as in PyTorch.
 *
 * Labels that do not fit into their frames (those are fewer than labels and pairs of equal neighbours) have the value ∞, or 0 with
 * `zeroInfinity`, and gradient 0. No value is read back, so what is wrong in targets cannot be refused: a label that counts but is no class,
 * or the blank, and lengths that are none make the loss NaN, at which a trainer stops, and names the sample. There is no second derivative.
 *
 * @throws `LML_INVALID_ARGUMENT` for a target that is no such record; `LML_SHAPE_MISMATCH` for shapes that do not fit, no frames, a blank
 * that is no class, or weights that do not fit; `LML_MISSING_GRADIENT` for a second derivative.
 *
 * @example
 * ```ts
 * import { ctc } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * // Two frames of two equally likely classes say "1" in three of four ways: 1 1, blank 1, 1 blank.
 * const logits = tf.zeros([1, 2, 2]);
 * ctc()(logits, { labels: tf.tensor2d([[1]], [1, 1], 'int32') }); // => -Math.log(3 / 4)
 * // They cannot say "1 1", which needs a blank between.
 * ctc()(logits, { labels: tf.tensor2d([[1, 1]], [1, 2], 'int32') }); // => Infinity
 * ```
 *
 * @see Graves, Fernández, Gomez and Schmidhuber 2006, Connectionist temporal classification;
 * [torch.nn.CTCLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html) 2.x, which takes log-probabilities
 * `[time, batch, classes]`, and whose infinite values have gradient NaN
 */
export const ctc = defineComponent({
  kind: 'loss',
  name: 'ctc',
  summary: 'Labels of sequences of frames, without saying which frame says which.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { blank: 2, zeroInfinity: true }, { fromLogits: false, reduction: 'sum' }, { reduction: 'none' }],
  conformance: ({ blank }: CtcOptions) => ({
    prediction: { shape: [4, 6, 4] },
    target: {
      labels: {
        shape: [4, 2],
        dtype: 'int32',
        values: blank === 2 ? [1, 0, 3, 3, 0, 1, 1, 1] : [1, 2, 3, 3, 2, 1, 1, 1],
      },
      labelLengths: { shape: [4], dtype: 'int32', values: [2, 2, 1, 0] },
      inputLengths: { shape: [4], dtype: 'int32', values: [6, 5, 4, 3] },
    },
  }),
  create: ({ blank, fromLogits, zeroInfinity, reduction }, { name }) => {
    const loss = treeLoss<tf.Tensor, LabelSequences>({
      name,
      reduction,
      shape(prediction, target) {
        const { shape: given } = requireTensor(name, 'prediction', prediction);
        const { labels, ...lengths } = sequencesOf(name, target);
        const [batch, time, classes] = given;
        const areLengths = Object.values(lengths).every(({ shape: [size], rank }) => rank === 1 && size === batch);
        const areLabels = labels.rank === 2 && labels.shape[0] === batch;
        if (given.length === 3 && time! > 0 && blank < classes! && areLabels && areLengths) return [batch];
        const received = [given, labels.shape, ...Object.values(lengths).map((each) => each.shape)]
          .map(showShape)
          .join(', ');
        throw new ShapeMismatchError(
          `${name} needs a prediction [batch, time, classes] of one frame or more, labels [batch, labels], lengths [batch] where there are ` +
            `any, and a blank that is one of the classes, got ${received} and blank ${blank}.`,
        );
      },
      values(prediction, target) {
        const { labels, labelLengths, inputLengths } = sequencesOf(name, target);
        const [batch, time] = prediction.shape as [number, number];
        const counted = {
          labels,
          labelLengths: labelLengths ?? lengthsOf(labels),
          inputLengths: inputLengths ?? tf.fill([batch], time, 'int32'),
        };
        const logProbabilities = fromLogits ? tf.logSoftmax(prediction) : prediction;
        const values = ctcNegativeLogLikelihood(logProbabilities, counted, { blank });
        const finite = zeroInfinity ? tf.where(tf.equal(values, Infinity), 0, values) : values;
        return reduction === 'mean' ? tf.div(finite, tf.maximum(counted.labelLengths, 1)) : finite;
      },
    });
    return Object.assign(loss, {
      /** Finds the first sample whose labels or lengths cannot be. */
      targetFault(target: HostValue, outputShape: ShapeTree): TargetFault | undefined {
        const classes = isShape(outputShape) ? (outputShape.at(-1) ?? undefined) : undefined;
        return labelFault(target, { classes, blank, zeroInfinity });
      },
    });
  },
});

/** The parts of a target. */
function sequencesOf(name: string, target: TensorTree | undefined): LabelSequences {
  const part = (key: string): TensorTree | undefined => (isTensor(target) ? undefined : treePart(target, key));
  const [labels, ...lengths] = ['labels', 'labelLengths', 'inputLengths'].map(part);
  if (!isTensor(labels) || !lengths.every((each) => each === undefined || isTensor(each)))
    throw new InvalidArgumentError(
      `The target of ${name}`,
      'a record of tensors { labels, labelLengths?, inputLengths? }',
      target,
    );
  const [labelLengths, inputLengths] = lengths as (tf.Tensor | undefined)[];
  return { labels, ...(labelLengths && { labelLengths }), ...(inputLengths && { inputLengths }) };
}

/** How many numbers stand before the first negative one. */
function lengthsOf(labels: tf.Tensor): tf.Tensor {
  const ends = tf.cumsum(tf.cast(tf.less(labels, 0), 'int32'), 1);
  return tf.sum(tf.cast(tf.equal(ends, 0), 'int32'), 1);
}
