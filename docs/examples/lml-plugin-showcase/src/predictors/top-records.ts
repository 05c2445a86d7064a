import { defineComponent, predictorShape, ShapeMismatchError, type EngineArray, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many classes are named of each sample. Default: `3`. */
  topK: z.int().min(1).default(3).describe('How many classes are named of each sample.'),
};

/** Options of {@link topRecords}. */
export interface TopRecordsOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/** What {@link topRecords} predicts: numbers of classes int32 `[batch, topK]`, and their probabilities. */
export type TopClasses = Readonly<Record<'index' | 'probability', tf.Tensor>>;

/**
 * The `topK` likeliest classes of logits `[batch, classes]`, the likeliest first. A record of a sample is
 * `{ top: [{ label, index, probability }, …] }`, with the names of classes where the data have them, and the sample's `metadata` where it
 * has some.
 *
 * @throws `LML_SHAPE_MISMATCH` for outputs that are not `[batch, classes]`, or have fewer classes.
 */
export const topRecords = defineComponent({
  kind: 'predictor',
  name: 'top-records',
  summary: 'The likeliest classes with their names and probabilities.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { topK: 1 }],
  create: ({ topK, head }, { name }): Predictor<tf.Tensor, TopClasses> => ({
    name,
    head,
    predict(output) {
      if (output.rank !== 2 || output.shape[1]! < topK)
        throw new ShapeMismatchError(
          `${name} needs logits [batch, classes] of at least ${topK} classes, got shape [${output.shape.join(', ')}].`,
        );
      const { values, indices } = tf.topk(tf.softmax(output), topK);
      return { index: tf.cast(indices, 'int32'), probability: values };
    },
    decode(prediction, { metadata, classNames }) {
      const { index, probability } = prediction as Readonly<Record<'index' | 'probability', EngineArray>>;
      return Array.from({ length: index.shape[0]! }, (_, row) => {
        const top = Array.from({ length: topK }, (__, place) => {
          const own = index.data[row * topK + place]!;
          return { label: classNames?.[own] ?? own, index: own, probability: probability.data[row * topK + place]! };
        });
        return metadata === undefined ? { top } : { top, metadata: metadata[row] };
      });
    },
  }),
});

declare module '@lml/core' {
  interface PredictorComponents {
    'top-records': typeof topRecords;
  }
  interface PredictorOptions {
    'top-records': TopRecordsOptions;
  }
}
