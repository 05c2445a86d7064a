import {
  componentOption,
  compose,
  defineComponent,
  derivedMetric,
  isTensor,
  ShapeMismatchError,
  showShape,
  type MetricInput,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanSquaredError } from '../regression/mean-squared-error.js';
import { transformedMetric } from '../shared/transformed-metric.js';
import { resultOf } from '../shared/values.js';

const shape = {
  /** The metric of each output. */
  metric: componentOption('metric').describe('The metric of each output.'),
  /** How many outputs there are. */
  numOutputs: z.int().positive().describe('How many outputs there are.'),
  /** Which axis of prediction and target has the outputs; -1 is the last. Default: `-1`. */
  outputAxis: z.int().default(-1).describe('Which axis of prediction and target has the outputs; -1 is the last.'),
  /** Whether each output comes without that axis, or with one of size 1 (false). Default: `true`. */
  squeezeOutputs: z
    .boolean()
    .default(true)
    .describe('Whether each output comes without that axis, or with one of size 1 (false).'),
};

/** Options of {@link multiOutput}. */
export interface MultiOutputOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Judges each of several outputs that lie along an axis by a metric of its own: a float64 `[numOutputs]`, or a record by output number where
 * the metric gives no number. Weights and further columns are those of all outputs.
 *
 * Its name is `multi-output-<metric>`. torchmetrics' `remove_nans` is missing: rows cannot leave a batch in a compiled step; give
 * them the weight 0, or leave them out of the data.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that counts on the host; `LML_SHAPE_MISMATCH`, from the metric, if the axis is not
 * `numOutputs`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanSquaredError, multiOutput } from '@lml/metrics';
 *
 * const state = new MetricState(multiOutput({ metric: meanSquaredError(), numOutputs: 2 }));
 * await state.update([[1, 2], [3, 4]], [[1, 0], [1, 4]]);
 * state.compute(); // => { dtype: 'float64', shape: [2], data: Float64Array.of(2, 2) }
 * ```
 *
 * @see [torchmetrics.wrappers.MultioutputWrapper](https://lightning.ai/docs/torchmetrics/stable/wrappers/multi_output_wrapper.html) 1.9
 */
export const multiOutput = defineComponent({
  kind: 'metric',
  name: 'multi-output',
  summary: 'A metric for each of several outputs that lie along an axis.',
  schema: z.strictObject(shape),
  examples: [
    { metric: meanSquaredError(), numOutputs: 3 },
    { metric: meanSquaredError({ squared: false }), numOutputs: 3, outputAxis: 1, squeezeOutputs: false },
  ],
  create({ metric, numOutputs, outputAxis, squeezeOutputs }, { name }) {
    const outputs = Array.from({ length: numOutputs }, (_, output) => {
      const take = (tree: TensorTree): TensorTree => {
        if (!isTensor(tree)) return tree;
        const axis = outputAxis < 0 ? tree.rank + outputAxis : outputAxis;
        if (tree.shape[axis] !== numOutputs) {
          const expected = `${name} with numOutputs ${numOutputs} needs axis ${outputAxis} of that size`;
          throw new ShapeMismatchError(`${expected}, got ${showShape(tree.shape)}.`);
        }
        const part = tf.slice(tree, unit(tree, axis, output, 0), unit(tree, axis, 1, -1));
        return squeezeOutputs ? tf.squeeze(part, [axis]) : part;
      };
      const own = ({ prediction, target, ...rest }: MetricInput): MetricInput => ({
        ...rest,
        prediction: take(prediction),
        ...(target !== undefined && { target: take(target) }),
      });
      const shown = transformedMetric(name, metric, { inStep: own });
      return derivedMetric(shown, {
        init: (context) => shown.init!({ ...context, numClasses: squeezeOutputs ? undefined : 1 }),
      });
    });
    const all = compose(
      Object.fromEntries(outputs.map((output, index) => [String(index), output])),
      (values) => {
        const results = Object.values(values);
        return results.every((result) => typeof result === 'number') ? resultOf(results) : values;
      },
      { name: `${name}-${metric.name}`, higherIsBetter: metric.higherIsBetter },
    );
    return derivedMetric(all, { head: undefined, stages: metric.stages });
  },
  conformance: { prediction: { shape: [8, 3] }, target: { shape: [8, 3] } },
  higherIsBetter: undefined,
});

/** For each axis `otherwise`, but `value` at one. */
function unit({ rank }: tf.Tensor, axis: number, value: number, otherwise: number): number[] {
  return Array.from({ length: rank }, (_, at) => (at === axis ? value : otherwise));
}
