import { componentOption, defineComponent, mapTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { accuracy } from '../classification/accuracy.js';
import { transformedMetric } from '../shared/transformed-metric.js';

const shape = {
  /** The metric, of targets 0 and 1. */
  metric: componentOption('metric').describe('The metric, of targets 0 and 1.'),
  /** Above which number a target is 1. Default: `0`. */
  threshold: z.number().default(0).describe('Above which number a target is 1.'),
};

/** Options of {@link binaryTarget}. */
export interface BinaryTargetOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Shows a metric targets that are 1 where they are above a threshold, else 0 (int32): grades or counts judged as relevant or not.
 *
 * Its name is `binary-target-<metric>`.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that counts on the host.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { accuracy, binaryTarget } from '@lml/metrics';
 *
 * const state = new MetricState(binaryTarget({ metric: accuracy({ task: 'binary' }), threshold: 2 }));
 * await state.update([0.9, 0.4, 0.2], [5, 2, 3]);
 * state.compute(); // => 2 / 3
 * ```
 *
 * @see [torchmetrics.wrappers.BinaryTargetTransformer](https://lightning.ai/docs/torchmetrics/stable/wrappers/transformations.html) 1.9
 */
export const binaryTarget = defineComponent({
  kind: 'metric',
  name: 'binary-target',
  summary: 'A metric of targets that are 1 above a threshold.',
  schema: z.strictObject(shape),
  examples: [
    { metric: accuracy({ task: 'binary' }) },
    { metric: accuracy({ task: 'binary', threshold: 0.25 }), threshold: 0.5 },
  ],
  create: ({ metric, threshold }, { name }) =>
    transformedMetric(name, metric, {
      inStep: ({ target, ...rest }) => ({
        ...rest,
        ...(target !== undefined && {
          target: mapTree(target, (values) => tf.cast(tf.greater(values, threshold), 'int32')),
        }),
      }),
    }),
  conformance: {
    prediction: { shape: [8], low: 0, high: 1 },
    target: { shape: [8], low: -1, high: 2 },
    best: false,
    weights: false,
  },
  higherIsBetter: undefined,
});
