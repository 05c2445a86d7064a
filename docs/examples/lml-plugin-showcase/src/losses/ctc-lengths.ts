import {
  alignWeight,
  defineComponent,
  isTensor,
  reduce,
  reductionShape,
  ShapeMismatchError,
  sumAll,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** What was said: numbers of labels, `[batch, labels]`, and how many of them, and of the frames, count. Default: all. */
export type LabelSequences = Readonly<
  { labels: tf.Tensor } & Partial<Record<'labelLengths' | 'inputLengths', tf.Tensor>>
>;

const shape = {
  /** The class that stands for no label. Default: `0`. */
  blank: z.int().min(0).default(0).describe('The class that stands for no label.'),
  /** Whether a sample whose labels do not fit into its frames counts 0 instead of infinity. Default: `false`. */
  zeroInfinity: z
    .boolean()
    .default(false)
    .describe('Whether a sample whose labels do not fit into its frames counts 0 instead of infinity.'),
};

/** Options of {@link ctcLengths}. */
export interface CtcLengthsOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** The logarithm of what cannot be: far below all others, and yet finite, so that gradients are. */
const IMPOSSIBLE = -1e30;

/**
 * Connectionist temporal classification: how unlikely it is that frames say labels, where each frame says a label or nothing (`blank`) and
 * a label may last for some frames. Predictions are logits `[batch, time, classes]`, targets {@link LabelSequences}. All ways to say
 * the labels are summed up, frame by frame, in logarithms.
 *
 * `'sum'` and `'none'` are of `−log p`; as in PyTorch, `'mean'` is of `−log p` divided by the number of labels, at least 1. `weight`, `[batch]`, counts a
 * sample so many times. Labels behind `labelLengths` may be anything.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @see Graves, Fernández, Gomez, Schmidhuber: Connectionist Temporal Classification (2006); torch.nn.CTCLoss
 */
export const ctcLengths = defineComponent({
  kind: 'loss',
  name: 'ctc-lengths',
  summary: 'Connectionist temporal classification, of sequences of different lengths.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { blank: 2, zeroInfinity: true }],
  conformance: ({ blank }: CtcLengthsOptions) => ({
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
  create: ({ blank, zeroInfinity, reduction }, { name }): Loss<tf.Tensor, LabelSequences> => {
    const weights = (prediction: tf.Tensor, weight?: unknown): tf.Tensor => {
      const [batch] = prediction.shape as [number];
      return alignWeight(name, isTensor(weight) ? weight : tf.ones([batch]), [batch]).weight;
    };
    const compute = (prediction: tf.Tensor, target: LabelSequences, weight?: unknown): tf.Tensor => {
      const { labels, labelLengths, inputLengths } = checked(name, prediction, target);
      const logLikelihood = likelihoods(prediction, labels, labelLengths, inputLengths, blank);
      const fits = tf.greater(logLikelihood, IMPOSSIBLE / 2);
      const values = tf.where(fits, tf.neg(logLikelihood), tf.fill(fits.shape, zeroInfinity ? 0 : Infinity));
      const each = reduction === 'mean' ? tf.div(values, tf.maximum(labelLengths, 1)) : values;
      const counts = weights(prediction, weight);
      return reduce(tf.mul(each, counts), reduction, () => sumAll(counts));
    };
    return Object.assign(compute, {
      reduction,
      total: (prediction: tf.Tensor, _target: LabelSequences, weight?: unknown) => sumAll(weights(prediction, weight)),
    });
  },
});

function checked(
  name: string,
  prediction: tf.Tensor,
  { labels, labelLengths, inputLengths }: LabelSequences,
): Required<LabelSequences> {
  const [batch, time] = prediction.shape as [number, number];
  const lengths = [labelLengths, inputLengths].filter((one) => one !== undefined);
  const fit =
    [labels, ...lengths].every((tensor) => tensor.shape[0] === batch) && lengths.every(({ rank }) => rank === 1);
  if (prediction.rank !== 3 || labels.rank !== 2 || !fit) {
    const got = [prediction, labels, ...lengths].map((tensor) => `[${tensor.shape.join(', ')}]`).join(', ');
    throw new ShapeMismatchError(
      `${name} needs logits [batch, time, classes], labels [batch, labels] and lengths [batch], got ${got}.`,
    );
  }
  return {
    labels: tf.cast(labels, 'int32'),
    labelLengths: tf.cast(labelLengths ?? tf.fill([batch], labels.shape[1]!), 'float32'),
    inputLengths: tf.cast(inputLengths ?? tf.fill([batch], time), 'float32'),
  };
}

/** The logarithm of the probability of the labels, `[batch]`: the forward variables of all ways that end after them. */
function likelihoods(
  prediction: tf.Tensor,
  labels: tf.Tensor,
  labelLengths: tf.Tensor,
  inputLengths: tf.Tensor,
  blank: number,
): tf.Tensor {
  const [batch, time, classes] = prediction.shape as [number, number, number];
  const places = 2 * labels.shape[1]! + 1;
  // A blank before, between and after labels.
  const between = tf.fill([batch, labels.shape[1]!, 1], blank, 'int32');
  const pairs = tf.reshape(tf.concat([between, tf.expandDims(labels, 2)], 2), [batch, places - 1]);
  const said = tf.concat([pairs, tf.fill([batch, 1], blank, 'int32')], 1);
  const ofPlaces = tf.cast(tf.oneHot(tf.cast(said, 'int32'), classes), 'float32');
  const emitted = tf.matMul(tf.logSoftmax(prediction), ofPlaces, false, true); // [batch, time, places]
  const frames = tf.unstack(emitted, 1);
  const place = tf.expandDims(tf.range(0, places), 0);
  const later = (alpha: tf.Tensor, by: number): tf.Tensor =>
    tf.concat([tf.fill([batch, by], IMPOSSIBLE), tf.slice(alpha, [0, 0], [batch, places - by])], 1);
  const unless = (condition: tf.Tensor): tf.Tensor => tf.mul(tf.sub(1, tf.cast(condition, 'float32')), IMPOSSIBLE);
  // Two places at once: from a label to another one.
  const before = tf.concat(
    [tf.fill([batch, Math.min(2, places)], blank, 'int32'), tf.slice(said, [0, 0], [batch, Math.max(0, places - 2)])],
    1,
  );
  const mayJump = unless(tf.logicalAnd(tf.notEqual(said, blank), tf.notEqual(said, before)));
  let alpha = tf.add(frames[0]!, unless(tf.less(place, 2)));
  for (let frame = 1; frame < time; frame++) {
    const ways = places > 1 ? [alpha, later(alpha, 1), tf.add(later(alpha, 2), mayJump)] : [alpha];
    const next = tf.add(tf.logSumExp(tf.stack(ways, 2), 2), frames[frame]!);
    const goesOn = tf.expandDims(tf.cast(tf.less(frame, inputLengths), 'float32'), 1);
    alpha = tf.add(tf.mul(goesOn, next), tf.mul(tf.sub(1, goesOn), alpha));
  }
  const end = tf.expandDims(tf.mul(labelLengths, 2), 1);
  const isEnd = tf.logicalOr(tf.equal(place, end), tf.equal(place, tf.sub(end, 1)));
  return tf.logSumExp(tf.add(alpha, unless(isEnd)), 1);
}

declare module '@lml/core' {
  interface LossComponents {
    'ctc-lengths': typeof ctcLengths;
  }
  interface LossOptions {
    'ctc-lengths': CtcLengthsOptions;
  }
}
