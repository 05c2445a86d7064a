import { asFloat, defineComponent, metricShape, metricView, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { fillNan, nanStrategyShape, reportNan } from '../shared/nan-strategy.js';
import { numbersOf, zeros } from '../shared/values.js';

/** Options of {@link sum}. */
export interface SumOptions
  extends z.input<z.ZodObject<typeof nanStrategyShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The sum of the predictions: of all values, of any shape, that were counted. Targets are not looked at; weights are not used.
 *
 * 0 of nothing. As nothing is read back before, warnings and errors about NaN come from `compute`.
 *
 * @throws `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { sum } from '@lml/metrics';
 *
 * const state = new MetricState(sum({ nanStrategy: 'ignore' }));
 * await state.update([1, 2, NaN]);
 * await state.update(5);
 * state.compute(); // => 8
 * ```
 *
 * @see [torchmetrics.SumMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/sum.html) 1.9
 */
export const sum = defineComponent({
  kind: 'metric',
  name: 'sum',
  summary: 'The sum of the predictions.',
  schema: z.strictObject({ ...metricShape, ...nanStrategyShape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: ({ nanStrategy, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    needs: [],
    higherIsBetter: traits.higherIsBetter,
    init: () => ({ sum: zeros('float32', []), missing: zeros('int32', []) }),
    update: (state, { prediction }) => {
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const { values, missing } = fillNan(nanStrategy, asFloat(prediction), 0);
      return { sum: tf.add(state['sum']!, tf.sum(values)), missing: tf.add(state['missing']!, missing) };
    },
    compute: ({ sum: total, missing }) =>
      reportNan(nanStrategy, numbersOf(missing)[0]!, name) ? NaN : numbersOf(total)[0]!,
  }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
