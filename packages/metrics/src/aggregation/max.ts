import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { extremeMetric } from '../shared/extreme-metric.js';
import { nanStrategyShape } from '../shared/nan-strategy.js';

/** Options of {@link max}. */
export interface MaxOptions
  extends z.input<z.ZodObject<typeof nanStrategyShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The largest of the predictions: of all values, of any shape, that were counted. Targets are not looked at; weights are not used.
 *
 * −∞ of nothing. As nothing is read back before, warnings and errors about NaN come from `compute`.
 *
 * @throws `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { max } from '@lml/metrics';
 *
 * const state = new MetricState(max({ nanStrategy: 'ignore' }));
 * await state.update([1, 5, NaN]);
 * await state.update(-1);
 * state.compute(); // => 5
 * ```
 *
 * @see [torchmetrics.MaxMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/maximum.html) 1.9
 */
export const max = defineComponent({
  kind: 'metric',
  name: 'max',
  summary: 'The largest of the predictions.',
  schema: z.strictObject({ ...metricShape, ...nanStrategyShape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: (options, nature) => extremeMetric({ ...nature, ...options, largest: true }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
