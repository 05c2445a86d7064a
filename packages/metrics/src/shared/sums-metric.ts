import {
  asFloat,
  InvalidArgumentError,
  metricView,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  spreadWeight,
  type Elements,
  type Metric,
  type MetricSettings,
  type MetricTraits,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { numbersOf, resultOf, zeros } from './values.js';

/** What {@link sumsMetric} takes. */
export interface SumsMetricOptions<Name extends string = string> extends MetricSettings {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** How many outputs to tell apart, along the last axis. Default: `1`. */
  readonly numOutputs?: number | undefined;
  /** What is summed, by name: a value for each element, or for each row, all of one shape that begins with the samples. */
  readonly sums: Readonly<Record<Name, (elements: Elements & TensorMetricInput) => tf.Tensor>>;
  /** The result, on the host in float64, from the weighted sums and the sum of the weights. */
  readonly result: (sums: Readonly<Record<Name, number>>, total: number) => number;
  /** Complains of shapes that do not fit. Default: prediction and target have one shape. */
  readonly check?: ((prediction: tf.Tensor, target: tf.Tensor, input: TensorMetricInput) => void) | undefined;
  /** The columns that it cannot do without. Default: `['target']`. */
  readonly needs?: readonly string[] | undefined;
  /** Which elements cannot be: they are refused. Default: none. */
  readonly refused?: RefusedElements | undefined;
}

/** Elements that a metric cannot judge. */
export interface RefusedElements {
  /** Whether an element is one of them. */
  readonly where: (elements: Elements) => tf.Tensor;
  /** What is expected of predictions and targets instead: `'above 0'`. */
  readonly expected: string;
}

/** What to do where a metric of a regression is shown class numbers. */
const REGRESSION =
  'Targets that are class numbers are judged by accuracy; for one number a sample give the model one output.';

/**
 * Makes a metric that is a function of sums `Σ w v` of values v over everything that was counted, and of the sum of the
 * weights w.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights, one a sample (`[batch]`) or of further axes of the values, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the metric, if prediction and target do not fit, if the last axis is not `numOutputs`, or
 * if weights do not fit; `LML_INVALID_ARGUMENT`, once counts reach the host, if elements were refused.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { sumsMetric } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const growth = sumsMetric({
 *   name: 'growth',
 *   traits: { higherIsBetter: undefined },
 *   on: 'output',
 *   sums: { after: ({ prediction }) => prediction, before: ({ target }) => target },
 *   result: ({ after, before }) => after / before,
 * });
 * const state = new MetricState(growth);
 * await state.update([1, 2], [1, 1]);
 * state.compute(); // => 1.5
 * ```
 */
export function sumsMetric<Name extends string>(options: SumsMetricOptions<Name>): Metric {
  const { name, traits, numOutputs = 1, sums, result, refused, needs } = options;
  const { check = (prediction, target) => requireSameShape(name, prediction, target, REGRESSION) } = options;
  const names = Object.keys(sums) as Name[];
  return {
    name,
    ...metricView(options),
    ...(needs && { needs }),
    higherIsBetter: traits.higherIsBetter,
    init: () => {
      const shape = numOutputs === 1 ? [] : [numOutputs];
      const empty = [...names, 'total'].map((key) => [key, zeros('float32', shape)] as const);
      return { ...Object.fromEntries(empty), ...(refused && { invalid: zeros('int32', []) }) };
    },
    update: (state, input) => {
      const { prediction, target, weight } = input;
      check(prediction, target, input);
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const elements = floatsOf(input);
      const values = names.map((key) => sums[key](elements));
      const weights = spreadWeight(name, weight ?? tf.scalar(1), values[0]!.shape);
      const add = (key: string, each: tf.Tensor): tf.Tensor => tf.add(state[key]!, sumOutputs(name, each, numOutputs));
      const added = names.map((key, index) => [key, add(key, tf.mul(values[index]!, weights))] as const);
      return {
        ...Object.fromEntries(added),
        total: add('total', weights),
        ...(refused && { invalid: tf.add(state['invalid']!, tf.sum(tf.cast(refused.where(elements), 'int32'))) }),
      };
    },
    ...(refused && { check: (state) => complainOf(name, refused, numbersOf(state['invalid'])[0]!) }),
    compute: (state) => {
      const totals = numbersOf(state['total']);
      const columns = names.map((key) => numbersOf(state[key]));
      const results = totals.map((total, output) => {
        const own = names.map((key, index) => [key, columns[index]![output]!] as const);
        return result(Object.fromEntries(own) as Record<Name, number>, total);
      });
      return numOutputs === 1 ? results[0]! : resultOf(results);
    },
  };
}

/** What a metric is shown, with prediction and target as float32; the latter is missing where the metric needs none. */
export function floatsOf(input: TensorMetricInput): Elements & TensorMetricInput {
  const target = input.target as tf.Tensor | undefined;
  return { ...input, prediction: asFloat(input.prediction), ...(target && { target: asFloat(target) }) };
}

function complainOf(name: string, { expected }: RefusedElements, count: number): void {
  if (count > 0) throw new InvalidArgumentError(`Predictions and targets of ${name}`, expected, `${count} others`);
}

function sumOutputs(name: string, values: tf.Tensor, numOutputs: number): tf.Tensor {
  if (numOutputs === 1) return tf.sum(values);
  if (values.shape.at(-1) !== numOutputs) {
    throw new ShapeMismatchError(
      `${name} with numOutputs ${numOutputs} needs a last axis of that size, got ${showShape(values.shape)}.`,
    );
  }
  return tf.sum(tf.reshape(values, [values.size / numOutputs, numOutputs]), 0);
}
