import { asFloat, defineComponent, metricShape, metricView, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nanStrategyShape, reportNan } from '../shared/nan-strategy.js';
import { numbersOf, resultOf } from '../shared/values.js';

/** Options of {@link cat}. */
export interface CatOptions
  extends z.input<z.ZodObject<typeof nanStrategyShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * All predictions in a row: float64 `[values]`, of whatever shape they were, in the order in which they were counted. Targets are not
 * looked at; weights are not used.
 *
 * Empty of nothing. With `nanStrategy: 'disable'` values of NaN stay where they are. Warnings and errors about NaN come from `compute`.
 * Every value is kept: at most 2²⁷.
 *
 * @throws `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`, and where there are too many values.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { cat } from '@lml/metrics';
 *
 * const state = new MetricState(cat({ nanStrategy: 'ignore' }));
 * await state.update([[1, 2], [NaN, 3]]);
 * await state.update(5);
 * state.compute(); // => { dtype: 'float64', shape: [4], data: Float64Array.of(1, 2, 3, 5) }
 * ```
 *
 * @see [torchmetrics.CatMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/cat.html) 1.9, which puts the values of several
 * axes in a row only where some are NaN
 */
export const cat = defineComponent({
  kind: 'metric',
  name: 'cat',
  summary: 'All predictions in a row.',
  schema: z.strictObject({ ...metricShape, ...nanStrategyShape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: ({ nanStrategy, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    needs: [],
    higherIsBetter: traits.higherIsBetter,
    keepAdvice: 'Give the values of fewer batches, or their sum, mean, max or min.',
    init: () => ({}),
    update: (state) => state,
    keep: ({ prediction }) => ({ values: tf.reshape(asFloat(prediction), [prediction.size]) }),
    compute: ({ 'kept/values': kept }) => {
      const values = numbersOf(kept);
      const known = values.filter((value) => !Number.isNaN(value));
      const letThrough = reportNan(nanStrategy, values.length - known.length, name);
      if (typeof nanStrategy === 'number')
        return resultOf(values.map((value) => (Number.isNaN(value) ? nanStrategy : value)));
      return resultOf(letThrough ? values : known);
    },
  }),
  conformance: { weights: false, prediction: { shape: [8], low: -2, high: 2 }, target: null },
  higherIsBetter: undefined,
});
