import {
  alignWeight,
  defineComponent,
  isTensor,
  reduce,
  reductionShape,
  ShapeMismatchError,
  sumAll,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many classes of boxes there are. */
  numClasses: z.int().min(1).describe('How many classes of boxes there are.'),
  /** What the errors of boxes are multiplied by. Default: `5`. */
  boxWeight: z.number().min(0).default(5).describe('What the errors of boxes are multiplied by.'),
};

/** Options of {@link gridDetection}. */
export interface GridDetectionOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** Boxes in a grid, as the collate `grid-boxes` lays them out: `[batch, cells, 6]`. */
export type BoxGrid = Readonly<{ grid: tf.Tensor }>;

/**
 * What is wrong with the boxes of a grid: in each cell the cross-entropy of whether there is one, and where there is, the squared errors of its place
 * and size, and the cross-entropy of its class; all summed over the cells of a sample. Predictions are `[batch, cells · (5 + numClasses)]`: a logit, four
 * numbers whose sigmoids are place and size, and logits of classes. `weight`, `[batch]`, counts a sample so many times.
 *
 * @throws `LML_SHAPE_MISMATCH` where predictions and grid do not fit.
 *
 * @see Redmon, Divvala, Girshick, Farhadi: You Only Look Once: Unified, Real-Time Object Detection (2016)
 */
export const gridDetection = defineComponent({
  kind: 'loss',
  name: 'grid-detection',
  summary: 'Errors of boxes that are laid out in a grid.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{ numClasses: 2 }, { numClasses: 2, boxWeight: 1, reduction: 'sum' }],
  conformance: {
    prediction: { shape: [4, 14] },
    target: { grid: { shape: [4, 2, 6], low: 0, high: 2, dtype: 'int32' } },
  },
  create: ({ numClasses, boxWeight, reduction }, { name }): Loss<tf.Tensor, BoxGrid> => {
    const weights = (prediction: tf.Tensor, weight?: unknown): tf.Tensor => {
      const [batch] = prediction.shape as [number];
      return alignWeight(name, isTensor(weight) ? weight : tf.ones([batch]), [batch]).weight;
    };
    const compute = (prediction: tf.Tensor, { grid }: BoxGrid, weight?: unknown): tf.Tensor => {
      const [batch, cells] = grid.shape as [number, number];
      const width = 5 + numClasses;
      if (
        grid.rank !== 3 ||
        prediction.rank !== 2 ||
        prediction.shape[0] !== batch ||
        prediction.shape[1] !== cells * width
      )
        throw new ShapeMismatchError(
          `${name} needs predictions [batch, cells · ${width}] and a grid [batch, cells, 6], ` +
            `got [${prediction.shape.join(', ')}] and [${grid.shape.join(', ')}].`,
        );
      const [there, place, scores] = tf.split(tf.reshape(prediction, [batch, cells, width]), [1, 4, numClasses], 2);
      const [isThere, box, label] = tf.split(tf.cast(grid, 'float32'), [1, 4, 1], 2);
      const positive = tf.add(tf.relu(there!), tf.log1p(tf.exp(tf.neg(tf.abs(there!)))));
      const presence = tf.sub(positive, tf.mul(there!, isThere!));
      const errors = tf.sum(tf.squaredDifference(tf.sigmoid(place!), box!), 2, true);
      const right = tf.oneHot(tf.reshape(tf.cast(label!, 'int32'), [batch, cells]), numClasses);
      const confusion = tf.neg(tf.sum(tf.mul(right, tf.logSoftmax(scores!)), 2, true));
      const found = tf.mul(isThere!, tf.add(tf.mul(errors, boxWeight), confusion));
      const values = tf.sum(tf.add(presence, found), [1, 2]);
      const counts = weights(prediction, weight);
      return reduce(tf.mul(values, counts), reduction, () => sumAll(counts));
    };
    return Object.assign(compute, {
      reduction,
      total: (prediction: tf.Tensor, _target: BoxGrid, weight?: unknown) => sumAll(weights(prediction, weight)),
    });
  },
});

declare module '@lml/core' {
  interface LossComponents {
    'grid-detection': typeof gridDetection;
  }
  interface LossOptions {
    'grid-detection': GridDetectionOptions;
  }
}
