import * as tf from '@tensorflow/tfjs';

import type { GradientRepair } from './repair.js';

type Indices = tf.Tensor<tf.Rank>;

const scattered = (indices: Indices, values: tf.Tensor, shape: readonly number[]): tf.Tensor =>
  tf.scatterND(indices, values, [...shape]);

/** Gradients of what reads and writes at indices; an index has none. */
export const lookups: readonly GradientRepair[] = [
  {
    kernel: tf.GatherNd,
    inputs: ['params', 'indices'],
    gradient: (dy, [params, indices]) => ({ params: () => scattered(indices!, dy, params!.shape) }),
  },
  {
    kernel: tf.ScatterNd,
    inputs: ['indices'],
    gradient: (dy, [indices]) => ({ updates: () => tf.gatherND(dy, indices!) }),
  },
  {
    kernel: tf.TensorScatterUpdate,
    inputs: ['indices', 'updates'],
    gradient: (dy, [indices, updates]) => ({
      // TensorFlow.js's kernel would write into `dy` itself on cpu.
      tensor: () => tf.mul(dy, tf.equal(scattered(indices!, tf.onesLike(updates!), dy.shape), 0)),
      updates: () => tf.gatherND(dy, indices!),
    }),
  },
  {
    kernel: tf.SparseToDense,
    inputs: ['sparseIndices', 'sparseValues', 'defaultValue'],
    gradient(dy, [indices, values, otherwise]) {
      const places = indices!.rank === 2 ? indices! : tf.reshape(indices!, [-1, 1]);
      const isGiven = (): tf.Tensor => scattered(places, tf.ones([places.shape[0]]), dy.shape);
      return {
        sparseValues() {
          const each = tf.gatherND(dy, places);
          return values!.rank === 0 ? tf.sum(each) : tf.reshape(each, values!.shape);
        },
        defaultValue: () => tf.reshape(tf.sum(tf.mul(dy, tf.sub(1, isGiven()))), otherwise!.shape),
      };
    },
  },
  {
    kernel: tf.TopK,
    inputs: ['x'],
    outputs: [false, true],
    gradient: (dy, [x, indices]) => ({
      x() {
        const [ofValues] = dy as unknown as tf.Tensor[];
        const size = x!.shape.at(-1)!;
        const k = indices!.shape.at(-1)!;
        const rows = tf.expandDims(tf.range(0, x!.size, size, 'int32'), 1);
        const places = tf.reshape(tf.add(tf.reshape(indices!, [-1, k]), rows), [-1, 1]);
        return tf.reshape(scattered(places, tf.reshape(ofValues!, [-1]), [x!.size]), x!.shape);
      },
    }),
  },
];
