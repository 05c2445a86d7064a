import {
  componentOption,
  defineComponent,
  derivedMetric,
  InvalidArgumentError,
  ndArray,
  type MetricValues,
} from '@lml/core';
import { z } from 'zod';

import { accuracy } from '../classification/accuracy.js';
import { meanSquaredError } from '../regression/mean-squared-error.js';
import { numbersOf } from '../shared/values.js';

const shape = {
  /** A metric that gives a number. */
  metric: componentOption('metric').describe('A metric that gives a number.'),
};

/** Options of {@link minMax}. */
export interface MinMaxOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The result of a metric as `raw`, and the least (`min`) and the greatest (`max`) of all its results so far: in a run of all epochs, of
 * each stage and set by itself, also over a resume; in a `MetricState` of each `compute`, beyond `reset`. NaN is neither.
 *
 * A metric that gives a record is made one that gives a number by `compose`. Its name is `min-max-<metric>`.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `compute`, if the metric does not give a number.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { accuracy, minMax } from '@lml/metrics';
 *
 * const state = new MetricState(minMax({ metric: accuracy({ task: 'binary' }) }));
 * await state.update([0.9, 0.2], [1, 0]);
 * state.compute(); // => { raw: 1, min: 1, max: 1 }
 * state.reset();
 * await state.update([0.9, 0.2], [1, 1]);
 * state.compute(); // => { raw: 0.5, min: 0.5, max: 1 }
 * ```
 *
 * @see [torchmetrics.wrappers.MinMaxMetric](https://lightning.ai/docs/torchmetrics/stable/wrappers/min_max.html) 1.9,
 * which forgets both with a reset
 */
export const minMax = defineComponent({
  kind: 'metric',
  name: 'min-max',
  summary: 'The result of a metric with the least and the greatest so far.',
  schema: z.strictObject(shape),
  examples: [{ metric: meanSquaredError() }, { metric: accuracy({ task: 'binary' }) }],
  create({ metric }, { name, traits }) {
    const compute = (state: MetricValues): { raw: number; min: number; max: number } => {
      const raw = metric.compute(state);
      if (typeof raw !== 'number')
        throw new InvalidArgumentError(`metric of ${name}`, 'one that gives a number', metric.name);
      const known = [...numbersOf(state[PAST]), raw].filter((value) => !Number.isNaN(value));
      return known.length === 0
        ? { raw, min: NaN, max: NaN }
        : { raw, min: Math.min(...known), max: Math.max(...known) };
    };
    return derivedMetric(metric, {
      name: `${name}-${metric.name}`,
      higherIsBetter: traits.higherIsBetter,
      compute,
      remember(state) {
        const { min, max } = compute(state);
        return { ...metric.remember?.(state), [RANGE]: ndArray([min, max], { dtype: 'float64' }) };
      },
    });
  },
  conformance: { weights: false },
  higherIsBetter: undefined,
});

const RANGE = 'range';
const PAST = `past/${RANGE}`;
