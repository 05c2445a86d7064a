import {
  alignWeight,
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  ndArray,
  ShapeMismatchError,
  type Metric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The number of classes. Default: the width of the model's output. */
  numClasses: z.int().min(2).optional().describe("The number of classes. Default: the width of the model's output."),
  /** What rows and columns are called. Default: their numbers. */
  classNames: z.array(z.string()).optional().describe('What rows and columns are called. Default: their numbers.'),
  /** What makes 1: each row, each column, all together; or counts as they are. Default: `'none'`. */
  normalize: z
    .enum(['none', 'true', 'pred', 'all'])
    .default('none')
    .describe('What makes 1: each row, each column, all together; or counts as they are.'),
};

/** Options of {@link weightedConfusion}. */
export interface WeightedConfusionOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * A figure of how often samples of each class (rows) are taken for each class (columns). Predictions are scores `[batch, classes]` or
 * labels `[batch]`, targets labels `[batch]`; `weight` counts a sample so many times. Rows or columns without a sample are 0.
 *
 * @throws `LML_INVALID_ARGUMENT` where the number of classes is not known; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @see sklearn.metrics.confusion_matrix
 */
export const weightedConfusion = defineComponent({
  kind: 'metric',
  name: 'weighted-confusion',
  summary: 'The confusion matrix by sample weights, as a figure.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { numClasses: 3, normalize: 'true', classNames: ['a', 'b', 'c'] }],
  higherIsBetter: undefined,
  create: ({ numClasses: said, classNames, normalize, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init({ numClasses = said }) {
      const classes = said ?? numClasses;
      if (classes === undefined || (classNames !== undefined && classNames.length !== classes))
        throw new InvalidArgumentError('numClasses', 'known, and as many as classNames', classes);
      return { counts: ndArray(new Float32Array(classes * classes), { shape: [classes, classes] }) };
    },
    update({ counts }, { prediction, target, weight }) {
      const labels = prediction.rank === target.rank + 1 ? tf.argMax(prediction, -1) : prediction;
      if (target.rank !== 1 || labels.shape[0] !== target.shape[0] || labels.rank !== 1)
        throw new ShapeMismatchError(
          `${name} needs scores [batch, classes] or labels [batch], and targets [batch], ` +
            `got [${prediction.shape.join(', ')}] and [${target.shape.join(', ')}].`,
        );
      const classes = counts!.shape[0];
      const hot = (values: tf.Tensor): tf.Tensor => tf.cast(tf.oneHot(tf.cast(values, 'int32'), classes), 'float32');
      const weights = alignWeight(name, weight ?? tf.ones([target.shape[0]]), [target.shape[0]]).weight;
      const rows = tf.mul(hot(target), tf.expandDims(weights, 1));
      return { counts: tf.add(counts!, tf.matMul(rows, hot(labels), true)) };
    },
    compute({ counts }) {
      const [classes] = counts!.shape as [number, number];
      const values = Array.from(counts!.data as Float64Array);
      const total = (of: (place: number) => boolean): number =>
        values.reduce((sum, value, place) => (of(place) ? sum + value : sum), 0);
      const divisor = (place: number): number => {
        if (normalize === 'true') return total((other) => Math.floor(other / classes) === Math.floor(place / classes));
        if (normalize === 'pred') return total((other) => other % classes === place % classes);
        return normalize === 'all' ? total(() => true) : 1;
      };
      const shares = values.map((value, place) => value / (divisor(place) || 1));
      return {
        figure: 'matrix',
        title: 'Confusion matrix',
        values: ndArray(Float64Array.from(shares), { shape: [classes, classes] }),
        rowTitle: 'target',
        columnTitle: 'prediction',
        rows: classNames,
        columns: classNames,
      };
    },
  }),
});

declare module '@lml/core' {
  interface MetricComponents {
    'weighted-confusion': typeof weightedConfusion;
  }
  interface MetricOptions {
    'weighted-confusion': WeightedConfusionOptions;
  }
}
