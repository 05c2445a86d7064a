import { defineComponent, predictorShape, ShapeMismatchError, type EngineArray, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The class that stands for no label. Default: `0`. */
  blank: z.int().min(0).default(0).describe('The class that stands for no label.'),
};

/** Options of {@link bestPath}. */
export interface BestPathOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/**
 * What frames say: the likeliest class of each, int32 `[batch, time]` of logits `[batch, time, classes]`. A record of a sample is what is
 * left without repetitions and blanks, `{ labels, text }`, where the class names are the letters.
 *
 * @throws `LML_SHAPE_MISMATCH` for outputs of another shape.
 */
export const bestPath = defineComponent({
  kind: 'predictor',
  name: 'best-path',
  summary: 'The labels that frames say, without repetitions and blanks.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { blank: 1 }],
  conformance: { output: { shape: [4, 5, 3] } },
  create: ({ blank, head }, { name }): Predictor => ({
    name,
    head,
    predict(output) {
      if (output.rank === 3) return tf.argMax(output, 2);
      throw new ShapeMismatchError(
        `${name} needs logits [batch, time, classes], got shape [${output.shape.join(', ')}].`,
      );
    },
    decode(prediction, { classNames }) {
      const { shape: sizes, data } = prediction as EngineArray;
      const [samples, time] = sizes as [number, number];
      return Array.from({ length: samples }, (_, row) => {
        const path = Array.from(data.slice(row * time, (row + 1) * time));
        const labels = path.filter((label, frame) => label !== blank && label !== path[frame - 1]);
        return { labels, text: labels.map((label) => classNames?.[label] ?? String(label)).join('') };
      });
    },
  }),
});

declare module '@lml/core' {
  interface PredictorComponents {
    'best-path': typeof bestPath;
  }
  interface PredictorOptions {
    'best-path': BestPathOptions;
  }
}
