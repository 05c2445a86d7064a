import {
  asFloat,
  metricView,
  requireSameShape,
  sameShape,
  ShapeMismatchError,
  showShape,
  type Metric,
  type MetricSettings,
  type MetricTraits,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { zeros } from './values.js';
import { countFractions, wholeNumbers } from './whole-numbers.js';

/** What metrics of rankings are checked with. */
export const retrievalConformance = {
  prediction: { shape: [8], low: 0.05, high: 0.95 },
  target: { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] },
  columns: { indexes: { shape: [8], dtype: 'int32', values: [0, 0, 1, 1, 1, 0, 0, 1] } },
  weights: false,
} as const;

/** How metrics of rankings count: all keep every row, so that a learner with several of them keeps it once. */
export function retrievalRows(
  name: string,
  { higherIsBetter }: MetricTraits,
  options: MetricSettings,
): Omit<Metric, 'compute'> {
  return {
    name,
    ...metricView(options),
    higherIsBetter,
    group: 'retrieval',
    needs: ['target', 'indexes'],
    init: () => ({ fractions: zeros('int32', []) }),
    update: ({ fractions }, input) => {
      const { indexes } = rowsOf(name, input);
      return { fractions: tf.add(fractions!, countFractions(indexes)) };
    },
    keep: (input) => {
      const { prediction, target, indexes } = rowsOf(name, input);
      const inRow = (values: tf.Tensor): tf.Tensor => tf.reshape(asFloat(values), [values.size]);
      return { prediction: inRow(prediction), target: inRow(target), indexes: wholeNumbers(indexes) };
    },
  };
}

function rowsOf(
  name: string,
  input: TensorMetricInput,
): { readonly prediction: tf.Tensor; readonly target: tf.Tensor; readonly indexes: tf.Tensor } {
  const { prediction, target } = input;
  const indexes = input['indexes']!;
  requireSameShape(name, prediction, target, 'Each row has one score and one relevance.');
  if (sameShape(prediction.shape, indexes.shape)) return { prediction, target, indexes };
  throw new ShapeMismatchError(
    `${name} needs the number of a query for each row, got prediction ${showShape(prediction.shape)} and indexes ` +
      `${showShape(indexes.shape)}. Repeat the number for each row of a query.`,
  );
}
