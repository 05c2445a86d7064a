import { componentOption, defineComponent, type MetricInput, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanSquaredError } from '../regression/mean-squared-error.js';
import { transformedMetric } from '../shared/transformed-metric.js';

/** Makes other tensors of those that a metric would be shown; in the step, of TensorFlow.js's operations. */
export type InputFunction = (tensors: TensorTree) => TensorTree;

const functionSchema = z.custom<InputFunction>((value) => typeof value === 'function', 'must be a function of tensors');

const shape = {
  /** The metric. */
  metric: componentOption('metric').describe('The metric.'),
  /** Makes the predictions that it is shown. Default: as they are. */
  prediction: functionSchema.optional().describe('Makes the predictions that it is shown. Default: as they are.'),
  /** Makes the targets that it is shown. Default: as they are. */
  target: functionSchema.optional().describe('Makes the targets that it is shown. Default: as they are.'),
};

/** Options of {@link lambdaInput}. */
export interface LambdaInputOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Shows a metric what functions make of predictions and targets: a part of the output, other units. For code; a YAML file has no functions.
 *
 * The functions run in the step, compiled with it, so they must be pure. Its name is `lambda-input-<metric>`.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that counts on the host.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { lambdaInput, meanSquaredError } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const inLogs = (values: unknown) => tf.log(values as tf.Tensor);
 * const state = new MetricState(lambdaInput({ metric: meanSquaredError(), prediction: inLogs, target: inLogs }));
 * await state.update([1, 1], [1, 1]);
 * state.compute(); // => 0
 * ```
 *
 * @see [torchmetrics.wrappers.LambdaInputTransformer](https://lightning.ai/docs/torchmetrics/stable/wrappers/transformations.html) 1.9
 */
export const lambdaInput = defineComponent({
  kind: 'metric',
  name: 'lambda-input',
  summary: 'A metric of what functions make of predictions and targets.',
  schema: z.strictObject(shape),
  examples: [
    { metric: meanSquaredError() },
    { metric: meanSquaredError(), prediction: (values: TensorTree) => tf.mul(values as tf.Tensor, 2) },
  ],
  create: ({ metric, prediction, target }, { name }) =>
    transformedMetric(name, metric, {
      inStep: (input): MetricInput => {
        const right = input.target;
        return {
          ...input,
          prediction: prediction === undefined ? input.prediction : prediction(input.prediction),
          ...(right !== undefined && { target: target === undefined ? right : target(right) }),
        };
      },
    }),
  conformance: { best: false },
  higherIsBetter: undefined,
});
