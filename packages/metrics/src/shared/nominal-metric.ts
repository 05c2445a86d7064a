import {
  InvalidArgumentError,
  metricView,
  ShapeMismatchError,
  showShape,
  type Metric,
  type metricShape,
  type MetricTraits,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { callOf } from './class-task.js';
import { countPairs, oneHotRows } from './class-rows.js';
import { isClass } from './labels.js';
import { matricesOf, numbersOf, sumOf, sumsOf, zeros, type Matrix } from './values.js';

/** The options of metrics of two nominal variables, as entries of a zod object. */
export const nominalShape = {
  /** How many categories there are. Default: what the learner tells, the width of the output. */
  numClasses: z
    .int()
    .min(2)
    .optional()
    .describe('How many categories there are. Default: what the learner tells, the width of the output.'),
  /** What becomes of a category that is NaN: it is replaced, or the sample is left out. Default: `'replace'`. */
  nanStrategy: z
    .enum(['replace', 'drop'])
    .default('replace')
    .describe('What becomes of a category that is NaN: it is replaced, or the sample is left out.'),
  /** The category that replaces NaN. Default: `0`. */
  nanReplaceValue: z.int().nonnegative().default(0).describe('The category that replaces NaN.'),
};

/** Options of metrics of two nominal variables. */
export interface NominalOptions
  extends z.input<z.ZodObject<typeof nominalShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/** What {@link nominalMetric} takes. */
export interface NominalMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: z.output<z.ZodObject<typeof nominalShape & typeof metricShape>>;
  /** The result of how often categories meet: rows are those of the target, columns those of the prediction; none is empty. */
  readonly compute: (table: Matrix) => number;
}

/**
 * Makes a metric of how far two nominal variables, prediction and target, go together: of categories `[batch]` as whole numbers from
 * 0, or of scores `[batch, categories]`, of which the highest tells. It counts how often each category meets each; weights are not used.
 */
export function nominalMetric({ name, traits, options, compute }: NominalMetricOptions): Metric {
  const { numClasses, nanStrategy, nanReplaceValue } = options;
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `nominal ${JSON.stringify([numClasses, nanStrategy, nanReplaceValue])}`,
    init: (context) => {
      const classes = numClasses ?? context.numClasses;
      if (classes === undefined || classes < 2) {
        const remedy = `Write ${callOf(name)}({ numClasses: 3 }).`;
        throw new InvalidArgumentError('numClasses', `given to ${name}, at least 2`, classes, remedy);
      }
      return { counts: zeros('int32', [classes, classes]), invalid: zeros('int32', [2]) };
    },
    update: (state, { prediction, target }) => {
      const classes = state['counts']!.shape[0];
      const [given, right] = [categories(name, prediction), categories(name, target)];
      if (given.size !== right.size) {
        const received = `got ${showShape(prediction.shape)} and ${showShape(target.shape)}`;
        throw new ShapeMismatchError(`${name} needs as many predictions as targets, ${received}.`);
      }
      // The wasm backend cannot sum nothing.
      if (given.size === 0) return state;
      const drops = nanStrategy === 'drop';
      const replaced = (values: tf.Tensor): tf.Tensor =>
        drops || values.dtype !== 'float32' ? values : tf.where(tf.isNaN(values), nanReplaceValue, values);
      const isThere = (values: tf.Tensor): tf.Tensor =>
        drops && values.dtype === 'float32' ? tf.equal(values, values) : tf.ones(values.shape, 'bool');
      const counted = tf.logicalAnd(isThere(given), isThere(right));
      const [columns, rows] = [replaced(given), replaced(right)];
      const countInvalid = (values: tf.Tensor): tf.Tensor =>
        tf.sum(tf.logicalAnd(counted, tf.logicalNot(isClass(values, classes))));
      const pairs = countPairs(oneHotRows(rows, counted, classes), oneHotRows(columns, counted, classes));
      return {
        counts: tf.add(state['counts']!, pairs),
        invalid: tf.add(state['invalid']!, tf.stack([countInvalid(rows), countInvalid(columns)])),
      };
    },
    check: ({ counts, invalid }) => {
      const [targets = 0, predictions = 0] = numbersOf(invalid);
      if (targets + predictions > 0) {
        const expected = `categories, whole numbers from 0 to ${counts!.shape[0]! - 1}`;
        const received = `${targets > 0 ? targets : predictions} that are none`;
        const remedy = `Give ${name} the right numClasses.`;
        throw new InvalidArgumentError(targets > 0 ? 'target' : 'prediction', expected, received, remedy);
      }
    },
    compute: ({ counts }) => compute(withoutEmpty(matricesOf(counts!)[0]!)),
  };
}

/** How far counts are from those of independent variables, χ² / n, with the correction of Yates for two by two where asked for; NaN of none. */
export function meanSquareContingency(table: Matrix, corrects: boolean): number {
  const { rows, columns } = sumsOf(table);
  const all = sumOf(rows);
  if (all === 0) return NaN;
  const freedom = (rows.length - 1) * (columns.length - 1);
  const terms = rows.flatMap((row, at) =>
    columns.map((column, other) => {
      const expected = (row * column) / all;
      const distance = Math.abs(table[at]![other]! - expected);
      const corrected = corrects && freedom === 1 ? distance - Math.min(0.5, distance) : distance;
      return corrected ** 2 / expected;
    }),
  );
  return sumOf(terms) / all;
}

/** The table without rows and columns of zeros. */
function withoutEmpty(table: Matrix): Matrix {
  const { rows, columns } = sumsOf(table);
  return table.filter((_, row) => rows[row]! > 0).map((counts) => counts.filter((_, column) => columns[column]! > 0));
}

function categories(metric: string, values: tf.Tensor): tf.Tensor {
  if (values.rank === 1) return values;
  if (values.rank === 2) return values.size === 0 ? tf.zeros([values.shape[0]]) : tf.argMax(values, -1);
  throw new ShapeMismatchError(
    `${metric} needs categories [batch], or scores [batch, categories], got ${showShape(values.shape)}.`,
  );
}
