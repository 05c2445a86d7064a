import {
  CheckpointError,
  defineComponent,
  ndArray,
  NotFittedError,
  predictorShape,
  type EngineArray,
  type NdArray,
  type Predictor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { logitsOf, softmaxOf } from './temperature-scaling.js';

const shape = {
  /** How often the right class may be missing. Default: `0.1`. */
  alpha: z.number().gt(0).lt(1).default(0.1).describe('How often the right class may be missing.'),
};

/** Options of {@link conformalSets}. */
export interface ConformalSetsOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/**
 * Sets of classes that hold the right one with probability `1 − alpha`: all whose probability is at least 1 less a threshold, which is
 * the ⌈(n + 1)(1 − alpha)⌉-th smallest of `1 − p(right class)` over the n samples of the validation data. With too few samples for
 * that the sets have all classes. Of logits `[batch, classes]` predictions are `[batch, classes]`, 1 for the classes of the set; records
 * are `{ labels, indices }`.
 *
 * It is fitted at the end of training, on validation data, and kept beside the checkpoint.
 *
 * @throws from `fit` `LML_SHAPE_MISMATCH` and `LML_INVALID_ARGUMENT` for what are no logits and labels; from `predict` `LML_NOT_FITTED`.
 *
 * @see Sadinle, Lei, Wasserman: Least Ambiguous Set-Valued Classifiers with Bounded Error Levels (2019)
 */
export const conformalSets = defineComponent({
  kind: 'predictor',
  name: 'conformal-sets',
  summary: 'Sets of classes that hold the right one with a chosen probability.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { alpha: 0.4 }],
  create: ({ alpha, head }, { name }): Predictor => {
    let threshold: NdArray | undefined;
    return {
      name,
      head,
      fitOn: 'validation',
      fit(outputs, targets) {
        const scores = logitsOf(name, outputs, targets)
          .map(({ logits, label }) => 1 - softmaxOf(logits)[label]!)
          .sort((a, b) => a - b);
        // A little more than float32 rounds, so that the sample that gives the threshold is within.
        threshold = ndArray((scores[Math.ceil((scores.length + 1) * (1 - alpha)) - 1] ?? 1) + 1e-6);
      },
      state: () =>
        threshold && [{ name: 'threshold', shape: [], dtype: 'float32', trainable: false, value: threshold }],
      load(state) {
        if (state['threshold']?.shape.length !== 0)
          throw new CheckpointError(`The state of ${name} must have a number 'threshold'.`);
        threshold = state['threshold'];
      },
      predict(output, { read }) {
        if (threshold === undefined)
          throw new NotFittedError(
            `${name} has no threshold. Train with validation data, or call project.fitPredictor().`,
          );
        return tf.cast(tf.lessEqual(tf.sub(1, tf.softmax(output)), read('threshold')), 'int32');
      },
      decode(prediction, { classNames }) {
        const { shape: sizes, data } = prediction as EngineArray;
        const [samples, classes] = sizes as [number, number];
        return Array.from({ length: samples }, (_, row) => {
          const indices = Array.from({ length: classes }, (__, index) => index).filter(
            (index) => data[row * classes + index] === 1,
          );
          return { labels: indices.map((index) => classNames?.[index] ?? index), indices };
        });
      },
    };
  },
});

declare module '@lml/core' {
  interface PredictorComponents {
    'conformal-sets': typeof conformalSets;
  }
  interface PredictorOptions {
    'conformal-sets': ConformalSetsOptions;
  }
}
