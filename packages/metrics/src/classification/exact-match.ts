import { defineComponent, metricShape, metricView, ShapeMismatchError, showShape, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkClasses, commonClassShape } from '../shared/class-options.js';
import { classRows, labelRows, type ClassBatch } from '../shared/class-rows.js';
import { requireClasses } from '../shared/class-task.js';
import type { ScoresOptions } from '../shared/scores.js';
import { multidimShape } from '../shared/stat-scores-options.js';
import { numbersOf, resultOf, safeDivide, zeros } from '../shared/values.js';

const shape = {
  /**
   * Whether a sample has one of several classes at each of its positions, or several labels at a time. Default:
   * `'multiclass'`.
   */
  task: z
    .enum(['multiclass', 'multilabel'])
    .default('multiclass')
    .describe('Whether a sample has one of several classes at each of its positions, or several labels at a time.'),
  ...commonClassShape,
  ...multidimShape,
};

/** Options of {@link exactMatch}. */
export interface ExactMatchOptions
  extends
    ScoresOptions,
    z.input<z.ZodObject<typeof commonClassShape>>,
    z.input<z.ZodObject<typeof multidimShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Exact match, or subset accuracy: the share of samples of which all is right.
 *
 * Predictions and targets are those of {@link accuracy}. A sample of the task `'multiclass'` (default), scores
 * `[batch, …, classes]` or class indices `[batch, …]` against class indices `[batch, …]`, is right where the class of each position
 * is; of `'multilabel'`, `[batch, …, labels]`, each position counts, and is right where all its labels are. With
 * `multidimAverage: 'samplewise'` the result is one number a sample, float64 `[samples]`: 1 or 0, or the share of positions. What is
 * ignored is not wrong. From 0 to 1, higher is better; 0 where nothing was counted. Weights are not used.
 *
 * @throws `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH` as {@link accuracy}, and for samples of one position with `'samplewise'`;
 * `LML_INVALID_ARGUMENT` from `check` if targets or predicted labels were no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { exactMatch } from '@lml/metrics';
 *
 * const state = new MetricState(exactMatch({ task: 'multilabel' }));
 * await state.update([[0.9, 0.2], [0.7, 0.4]], [[1, 0], [0, 0]]);
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.classification.ExactMatch](https://lightning.ai/docs/torchmetrics/stable/classification/exact_match.html) 1.9
 */
export const exactMatch = defineComponent({
  kind: 'metric',
  name: 'exact-match',
  summary: 'The share of samples of which all is right.',
  schema: z.strictObject({ ...shape, ...metricShape }).superRefine(checkClasses),
  examples: [{}, { task: 'multilabel', scores: 'logits' }, { numClasses: 3, ignoreIndex: 0 }],
  create: (options, { name, traits }): Metric => {
    const samplewise = options.multidimAverage === 'samplewise';
    return {
      name,
      ...metricView(options),
      higherIsBetter: traits.higherIsBetter,
      init: () => ({
        ...(!samplewise && { right: zeros('int32', []), total: zeros('int32', []) }),
        invalid: zeros('int32', [2]),
      }),
      update: (state, { prediction, target }, { scores }) => {
        // The wasm backend cannot sum nothing.
        if (target.size === 0) return state;
        const { right, invalid } = rightRows({ metric: name, options, prediction, target, scores });
        const counted: Record<string, tf.Tensor> = {
          right: tf.sum(right),
          total: tf.scalar(right.size, 'int32'),
          invalid,
        };
        return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, tf.add(value, counted[key]!)]));
      },
      ...(samplewise && {
        keep: ({ prediction, target }, { scores }) => {
          const axes = options.task === 'multilabel' ? 3 : 2;
          if (target.rank < axes) throw flat(name, target.shape);
          if (target.size === 0) return { right: tf.zeros([target.shape[0]]) };
          const { right } = rightRows({ metric: name, options, prediction, target, scores });
          return { right: tf.mean(tf.cast(tf.reshape(right, [target.shape[0], -1]), 'float32'), 1) };
        },
      }),
      check: ({ invalid }) =>
        requireClasses({ metric: name, task: options.task, classes: options.numClasses, invalid }),
      compute: (values) => {
        if (samplewise) return resultOf(numbersOf(values['kept/right']));
        return safeDivide(numbersOf(values['right'])[0]!, numbersOf(values['total'])[0]!);
      },
    };
  },
  conformance: { weights: false },
  higherIsBetter: true,
});

/** Whether all is right of each sample, or of each position of labels. */
function rightRows(batch: ClassBatch): { right: tf.Tensor; invalid: tf.Tensor } {
  const { options, target } = batch;
  if (options.task === 'multilabel') {
    const { actual, positive, invalid } = labelRows(batch, options.numClasses);
    return { right: noneOf(tf.logicalXor(actual, positive)), invalid };
  }
  const { prediction, target: labels, counted, invalid } = classRows(batch, options.numClasses);
  const wrong = tf.logicalAnd(tf.notEqual(prediction, labels), counted);
  return { right: noneOf(tf.reshape(wrong, [target.shape[0] ?? 1, -1])), invalid };
}

function noneOf(rows: tf.Tensor): tf.Tensor {
  return tf.equal(tf.sum(rows, 1), 0);
}

function flat(metric: string, shape: readonly number[]): ShapeMismatchError {
  return new ShapeMismatchError(
    `${metric} with multidimAverage 'samplewise' needs several targets a sample, or rows of labels, got ${showShape(shape)}.`,
  );
}
