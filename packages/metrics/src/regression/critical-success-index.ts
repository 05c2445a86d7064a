import {
  asFloat,
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  requireSameShape,
  showShape,
  type Metric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { numbersOf, resultOf, safeDivide, zeros } from '../shared/values.js';

const shape = {
  /** From which value on something counts as an event, in predictions and targets. */
  threshold: z.number().describe('From which value on something counts as an event, in predictions and targets.'),
  /**
   * The axis of a sequence whose entries are judged apart; 0 is that of the samples. Default: all values are judged
   * together.
   */
  keepSequenceDim: z
    .int()
    .min(0)
    .optional()
    .describe(
      'The axis of a sequence whose entries are judged apart; 0 is that of the samples. Default: all values are judged together.',
    ),
};

/** Options of {@link criticalSuccessIndex}. */
export interface CriticalSuccessIndexOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Critical success index (CSI, threat score): of all values that are events in predictions or targets, the share of those that are in
 * both, $`\frac{\text{hits}}{\text{hits} + \text{misses} + \text{false alarms}}`$. An event is a value of at least `threshold`. It
 * lies in [0, 1], and higher is better; 0 where there is no event.
 *
 * Predictions and targets are of one shape, `[batch, …]`. With `keepSequenceDim` the result has one number for each entry of that
 * axis, float64 `[sequence]`, over all samples, or `[samples]` for axis 0; what is counted of each sample is then kept. Weights are
 * not used.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or parts have sequences of different lengths;
 * `LML_INVALID_ARGUMENT` if there is no such axis.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { criticalSuccessIndex } from '@lml/metrics';
 *
 * const state = new MetricState(criticalSuccessIndex({ threshold: 0.5 }));
 * await state.update([[0.2, 0.7], [0.9, 0.3]], [[0.4, 0.2], [0.8, 0.6]]);
 * state.compute(); // => 1 / 3
 * ```
 *
 * @see [torchmetrics.CriticalSuccessIndex](https://lightning.ai/docs/torchmetrics/stable/regression/critical_success_index.html) 1.9,
 * which gives the entries of a sequence once for each batch
 */
export const criticalSuccessIndex = defineComponent({
  kind: 'metric',
  name: 'critical-success-index',
  summary: 'The share of predicted or actual events that are both.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{ threshold: 0.5 }, { threshold: 0, keepSequenceDim: 1 }],
  create: ({ threshold, keepSequenceDim, ...options }, { name, traits }): Metric => {
    const isApart = keepSequenceDim !== undefined;
    const countsOf = (prediction: tf.Tensor, target: tf.Tensor): Counts => {
      requireSameShape(name, prediction, target);
      return count(tf.greaterEqual(asFloat(prediction), threshold), tf.greaterEqual(asFloat(target), threshold));
    };
    return {
      name,
      ...metricView(options),
      higherIsBetter: traits.higherIsBetter,
      init: () => (isApart ? {} : { hits: zeros('int32', []), events: zeros('int32', []) }),
      update: (state, { prediction, target }) => {
        if (isApart || prediction.size === 0) return state;
        const { hits, events } = countsOf(prediction, target);
        return { hits: tf.add(state['hits']!, tf.sum(hits)), events: tf.add(state['events']!, tf.sum(events)) };
      },
      ...(isApart && {
        keepAdvice: 'Leave keepSequenceDim out.',
        keep: ({ prediction, target }) => {
          const { hits, events } = countsOf(prediction, target);
          const along = (values: tf.Tensor): tf.Tensor => sumOfSequence(name, values, keepSequenceDim);
          return { hits: along(hits), events: along(events) };
        },
      }),
      compute: (values) => {
        if (!isApart) return safeDivide(numbersOf(values['hits'])[0]!, numbersOf(values['events'])[0]!);
        const [, length = 0] = values['kept/hits']?.shape ?? [];
        const [hits, events] = ['kept/hits', 'kept/events'].map((key) => numbersOf(values[key])) as [
          number[],
          number[],
        ];
        if (keepSequenceDim === 0) return resultOf(hits.map((number, index) => safeDivide(number, events[index]!)));
        const [hitsOf, eventsOf] = [columnSums(hits, length), columnSums(events, length)];
        return resultOf(hitsOf.map((number, index) => safeDivide(number, eventsOf[index]!)));
      },
    };
  },
  conformance: ({ keepSequenceDim }: CriticalSuccessIndexOptions) => ({
    ...(keepSequenceDim !== undefined && {
      prediction: { shape: [8, 3], low: -2, high: 2 },
      target: { shape: [8, 3], low: -2, high: 2 },
    }),
    weights: false,
  }),
  higherIsBetter: true,
});

/** For each value whether it is an event in both, and whether in one at least. */
interface Counts {
  readonly hits: tf.Tensor;
  readonly events: tf.Tensor;
}

function count(predicted: tf.Tensor, actual: tf.Tensor): Counts {
  return {
    hits: tf.cast(tf.logicalAnd(predicted, actual), 'int32'),
    events: tf.cast(tf.logicalOr(predicted, actual), 'int32'),
  };
}

/** The sums of each sample along all axes but that of the sequence: `[batch, sequence]`, or `[batch]` where that is axis 0. */
function sumOfSequence(name: string, values: tf.Tensor, axis: number): tf.Tensor {
  if (axis >= values.rank) {
    const expected = `an axis of ${showShape(values.shape)}, 0 to ${values.rank - 1}`;
    throw new InvalidArgumentError(`keepSequenceDim of ${name}`, expected, axis);
  }
  const others = values.shape.map((_, index) => index).filter((index) => index !== 0 && index !== axis);
  // The wasm backend cannot sum nothing.
  if (values.size === 0)
    return tf.zeros(
      values.shape.filter((_, index) => !others.includes(index)),
      'int32',
    );
  return others.length === 0 ? values : tf.sum(values, others);
}

function columnSums(numbers: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, column) => {
    let sum = 0;
    for (let index = column; index < numbers.length; index += length) sum += numbers[index]!;
    return sum;
  });
}
