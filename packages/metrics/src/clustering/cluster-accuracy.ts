import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { bestAssignment } from '../shared/assignment.js';
import { clusteringConformance } from '../shared/clustering-metric.js';
import { confusionMetric } from '../shared/confusion-metric.js';
import { safeDivide, sumOf } from '../shared/values.js';

const shape = {
  /** How many clusters and classes there are. Default: what the learner tells, the width of the output. */
  numClasses: z
    .int()
    .min(2)
    .optional()
    .describe('How many clusters and classes there are. Default: what the learner tells, the width of the output.'),
};

/** Options of {@link clusterAccuracy}. */
export interface ClusterAccuracyOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Cluster accuracy: the share of samples that are right where each cluster stands for a class of its own, dealt out so that most
 * are (by the Hungarian method). From 0 to 1; higher is better.
 *
 * Predicted clusters are numbers from 0 to `numClasses` − 1, `[batch, …]`, or scores of clusters, `[batch, …, clusters]`, of which
 * the highest is the prediction; targets are classes of the same numbers, `[batch, …]`. They are counted in a confusion matrix, so
 * that memory does not grow. Every sample counts once: weights are not used. 0 where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` for shapes that do not fit; `LML_INVALID_ARGUMENT` if the number of classes cannot be told; and, from
 * `compute`, if targets or predicted clusters were no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { clusterAccuracy } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(clusterAccuracy({ numClasses: 3 }));
 * await state.update(tf.tensor1d([0, 0, 1, 1, 2, 2], 'int32'), [2, 2, 2, 0, 1, 1]);
 * state.compute(); // => 5 / 6
 * ```
 *
 * @see [torchmetrics.clustering.ClusterAccuracy](https://lightning.ai/docs/torchmetrics/stable/clustering/cluster_accuracy.html) 1.9
 */
export const clusterAccuracy = defineComponent({
  kind: 'metric',
  name: 'cluster-accuracy',
  summary: 'The share of samples that are right where clusters stand for the classes that fit best.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{ numClasses: 3 }],
  create: (options, nature) =>
    confusionMetric({
      ...nature,
      options: { ...options, task: 'multiclass', threshold: 0.5 },
      compute: ([matrix]) => {
        const right = bestAssignment(matrix!).map((cluster, row) => matrix![row]![cluster]!);
        return safeDivide(sumOf(right), sumOf(matrix!.map(sumOf)));
      },
    }),
  conformance: {
    ...clusteringConformance,
    prediction: { ...clusteringConformance.prediction, values: [1, 1, 2, 2, 0, 1, 0, 2] },
  },
  higherIsBetter: true,
});
