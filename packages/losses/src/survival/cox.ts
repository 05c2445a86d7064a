import {
  alignWeight,
  asFloat,
  defineComponent,
  reduce,
  reductionShape,
  requireTensor,
  ShapeMismatchError,
  showShape,
  sumAll,
  type Loss,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf } from '../shared/tree-loss.js';

const shape = {
  /**
   * How events at one time are counted: each against all who were at risk, or by Efron as if they came one after the
   * other. Default: `'breslow'`.
   */
  ties: z
    .enum(['breslow', 'efron'])
    .default('breslow')
    .describe(
      'How events at one time are counted: each against all who were at risk, or by Efron as if they came one after the other.',
    ),
};

/** Options of {@link cox}. */
export interface CoxOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** What {@link cox} learns from. */
export type CoxTarget = Readonly<{
  /** When the event came, or until when none was seen. */
  time: tf.Tensor;
  /** 1 where the event came, 0 where none was seen until then. */
  event: tf.Tensor;
}>;

/** Takes those who are not at risk out of a sum of exponentials. */
const EXCLUDED = -1e30;

/**
 * Cox partial likelihood, of proportional hazards: of log-hazards h and the target `{ time, event }`, all `[batch]` or `[batch, 1]`, each
 * sample with an event is compared with all who were at risk then, those of a time not smaller:
 *
 * ```math
 * \frac{\sum_i w_i e_i \, (\ln \sum_{t_j \ge t_i} w_j e^{h_j} - h_i)}{\sum_i w_i e_i}
 * ```
 *
 * With `ties: 'efron'` the k-th of d events at one time, from 0, has the sum less k/d of what these events are of it, as lifelines and R
 * have it. `weight` is one a sample, `[batch]`; among ties Efron's logarithms have the mean of their weights.
 *
 * `reduction: 'mean'` divides by the (weights of the) events, `'sum'` does not, `'none'` gives a value a sample, `[batch]`, 0 without an
 * event. The mean of a batch without events is NaN, as any mean over nothing: in validation such a batch counts for nothing, in training
 * the run stops, so batches are to be large enough to hold events. Samples are compared within their batch only, and memory grows with the
 * square of its size.
 *
 * @throws `LML_INVALID_ARGUMENT` for a target without `time` and `event`; `LML_SHAPE_MISMATCH` where shapes or weights do not fit.
 *
 * @example
 * ```ts
 * import { cox } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [time, event] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([1, 0, 1])];
 * cox({ reduction: 'none' })(tf.zeros([3]), { time, event }); // => [Math.log(3), 0, 0]
 * ```
 *
 * @see Cox 1972, Regression Models and Life-Tables; CoxPHLoss of pycox 0.3, which takes ties in the order in which they stand and adds 1e-7 to
 * sums
 */
export const cox = defineComponent({
  kind: 'loss',
  name: 'cox',
  summary: 'Partial likelihood of proportional hazards, for times until an event (Cox).',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { ties: 'efron' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { shape: [5] },
    target: { time: { shape: [5], values: [2, 1, 2, 3, 2] }, event: { shape: [5], values: [1, 1, 1, 0, 0] } },
    separable: false,
  },
  create: ({ ties, reduction }, { name }): Loss<tf.Tensor, CoxTarget> => {
    const samplesOf = (
      prediction: tf.Tensor,
      target: CoxTarget | undefined,
      weight: TensorTree | undefined,
    ): Samples => {
      const hazards = requireTensor(name, 'prediction', prediction);
      const columns = { hazards, ...partsOf(name, target ?? {}, ['time', 'event'], 1, 'target') };
      const batch = hazards.shape[0];
      requireColumns(name, columns, batch);
      const given = weight === undefined ? tf.ones([batch]) : requireTensor(name, 'weight', weight);
      const { weight: aligned } = alignWeight(name, given, [batch]);
      const flat = (column: tf.Tensor): tf.Tensor => tf.reshape(asFloat(column), [batch]);
      const [time, event] = [flat(columns.time), flat(columns.event)];
      return { hazards: flat(hazards), time, event, weight: aligned };
    };
    const totalOf = ({ event, weight }: Samples): tf.Tensor => sumAll(tf.mul(event, weight));
    return Object.assign(
      (prediction: tf.Tensor, target: CoxTarget, weight?: TensorTree) =>
        tf.tidy(() => {
          const samples = samplesOf(prediction, target, weight);
          return reduce(valuesOf(samples, ties === 'efron'), reduction, () => totalOf(samples));
        }),
      {
        reduction,
        total: (prediction: tf.Tensor, target: CoxTarget, weight?: TensorTree) =>
          tf.tidy(() => totalOf(samplesOf(prediction, target, weight))),
      },
    );
  },
});

/** All of them `[batch]`. */
interface Samples {
  readonly hazards: tf.Tensor;
  readonly time: tf.Tensor;
  readonly event: tf.Tensor;
  readonly weight: tf.Tensor;
}

function valuesOf({ hazards, time, event, weight }: Samples, isEfron: boolean): tf.Tensor {
  const [rows, columns] = [tf.expandDims(time, 1), tf.expandDims(time, 0)];
  const atRisk = tf.cast(tf.greaterEqual(columns, rows), 'float32');
  let counts = tf.mul(atRisk, weight);
  let ofLogarithm = weight;
  if (isEfron) {
    const tied = tf.mul(tf.cast(tf.equal(columns, rows), 'float32'), event);
    const size = tf.maximum(tf.sum(tied, 1), 1);
    const before = tf.sum(tf.mul(tied, earlier(time.shape[0])), 1);
    counts = tf.sub(counts, tf.mul(tf.mul(tied, weight), tf.expandDims(tf.div(before, size), 1)));
    ofLogarithm = tf.div(tf.sum(tf.mul(tied, weight), 1), size);
  }
  const isCounted = tf.greater(counts, 0);
  const logarithms = tf.log(tf.where(isCounted, counts, tf.onesLike(counts)));
  const scores = tf.where(isCounted, tf.add(hazards, logarithms), tf.fill(counts.shape, EXCLUDED));
  const values = tf.sub(tf.mul(ofLogarithm, tf.logSumExp(scores, 1)), tf.mul(weight, hazards));
  return tf.where(tf.greater(event, 0), tf.mul(event, values), tf.zerosLike(values));
}

/** For each row a 1 at those that stand before it. */
function earlier(size: number): tf.Tensor {
  const places = tf.range(0, size);
  return tf.cast(tf.less(tf.expandDims(places, 0), tf.expandDims(places, 1)), 'float32');
}

/** Refuses what is not one number a sample. */
function requireColumns(name: string, columns: Readonly<Record<string, tf.Tensor>>, batch: number): void {
  const isColumn = ({ shape: [rows, width = 1, ...further] }: tf.Tensor): boolean =>
    rows === batch && width === 1 && further.length === 0;
  if (Object.values(columns).every(isColumn)) return;
  const shapes = Object.entries(columns).map(([column, tensor]) => `${column} ${showShape(tensor.shape)}`);
  throw new ShapeMismatchError(
    `${name} needs a log-hazard, a time and an event a sample, [batch] or [batch, 1], got ${shapes.join(', ')}.`,
  );
}
