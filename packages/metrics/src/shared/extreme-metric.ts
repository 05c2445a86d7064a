import { asFloat, metricView, type Metric, type MetricSettings, type MetricTraits, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { fillNan, reportNan, type NanStrategy } from './nan-strategy.js';
import { numbersOf, zeros } from './values.js';

/** What {@link extremeMetric} takes. */
export interface ExtremeMetricOptions extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** What becomes of NaN. */
  readonly nanStrategy: NanStrategy;
  /** Whether it is the largest value, or the smallest. */
  readonly largest: boolean;
}

/** Makes a metric that is the largest or the smallest of the predictions; of nothing −∞ or ∞. */
export function extremeMetric({ name, traits, nanStrategy, largest, ...options }: ExtremeMetricOptions): Metric {
  const none = largest ? -Infinity : Infinity;
  const pick = largest ? Math.max : Math.min;
  return {
    name,
    ...metricView(options),
    needs: [],
    higherIsBetter: traits.higherIsBetter,
    init: () => ({ value: scalar('float32', none), missing: zeros('int32', []) }),
    update: (state, { prediction }) => {
      // The wasm backend cannot reduce nothing.
      if (prediction.size === 0) return state;
      const { values, missing } = fillNan(nanStrategy, asFloat(prediction), none);
      const value = largest ? tf.maximum(state['value']!, tf.max(values)) : tf.minimum(state['value']!, tf.min(values));
      return { value, missing: tf.add(state['missing']!, missing) };
    },
    merge: (a, b) => ({
      value: scalar('float64', pick(numbersOf(a['value'])[0]!, numbersOf(b['value'])[0]!)),
      missing: scalar('float64', numbersOf(a['missing'])[0]! + numbersOf(b['missing'])[0]!),
    }),
    compute: ({ value, missing }) =>
      reportNan(nanStrategy, numbersOf(missing)[0]!, name) ? NaN : numbersOf(value)[0]!,
  };
}

function scalar(dtype: 'float32' | 'float64', value: number): NdArray {
  return { dtype, shape: [], data: (dtype === 'float32' ? Float32Array : Float64Array).of(value) };
}
