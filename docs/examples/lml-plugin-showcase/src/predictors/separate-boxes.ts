import { defineComponent, predictorShape, ShapeMismatchError, type EngineArray, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { boxesOf, gridShape, overlap, type Box } from '../shared/box-grid.js';

const shape = {
  ...gridShape,
  /** How many classes of boxes there are. */
  numClasses: z.int().min(1).describe('How many classes of boxes there are.'),
  /** The score that a box must have at the least. Default: `0.3`. */
  scoreThreshold: z.number().min(0).max(1).default(0.3).describe('The score that a box must have at the least.'),
  /** How much a box may overlap a better one of its class. Default: `0.5`. */
  overlapThreshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('How much a box may overlap a better one of its class.'),
};

/** Options of {@link separateBoxes}. */
export interface SeparateBoxesOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/** What {@link separateBoxes} predicts, for each cell: a box, its score and its class. */
export type CellBoxes = Readonly<Record<'boxes' | 'scores' | 'labels', tf.Tensor>>;

/** A box that was found. */
export interface FoundBox {
  /** Left, top, right, bottom. */
  readonly box: Box;
  /** The probability that there is a box, of this class. */
  readonly score: number;
  /** The number of the class. */
  readonly index: number;
  /** Its name. */
  readonly label: string | number;
}

/**
 * Boxes of a grid: predictions are those of all cells, `{ boxes: [batch, cells², 4], scores, labels: [batch, cells²] }`, of outputs as the loss
 * `grid-detection` takes them. A record of a sample is `{ objects: [{ box, score, index, label }, …] }`, the best first, without those whose score is
 * low, and without those that overlap a better one of their class (non-maximum suppression); and the sample's `metadata`.
 *
 * @throws `LML_SHAPE_MISMATCH` for outputs of another shape.
 */
export const separateBoxes = defineComponent({
  kind: 'predictor',
  name: 'separate-boxes',
  summary: 'Boxes of a grid, without those that overlap better ones.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{ numClasses: 2 }, { numClasses: 1, cells: 1, scoreThreshold: 0, overlapThreshold: 0.1 }],
  conformance: ({ numClasses, cells = 2 }: SeparateBoxesOptions) => ({
    output: { shape: [4, cells * cells * (5 + numClasses)], low: -2, high: 2 },
  }),
  create: (
    { cells, side, numClasses, scoreThreshold, overlapThreshold, head },
    { name },
  ): Predictor<tf.Tensor, CellBoxes> => ({
    name,
    head,
    predict(output) {
      const [count, width] = [cells * cells, 5 + numClasses];
      if (output.rank !== 2 || output.shape[1] !== count * width)
        throw new ShapeMismatchError(
          `${name} needs outputs [batch, ${count * width}], for ${count} cells, got shape [${output.shape.join(', ')}].`,
        );
      const [there, place, scores] = tf.split(tf.reshape(output, [-1, count, width]), [1, 4, numClasses], 2);
      const corners = Array.from({ length: count }, (_, cell) => [cell % cells, Math.floor(cell / cells)]);
      const [within, size] = tf.split(tf.sigmoid(place!), 2, 2);
      const centre = tf.mul(tf.add(within!, tf.tensor2d(corners)), side / cells);
      const half = tf.mul(size!, side / 2);
      const probabilities = tf.softmax(scores!);
      return {
        boxes: tf.concat([tf.sub(centre, half), tf.add(centre, half)], 2),
        scores: tf.mul(tf.squeeze(tf.sigmoid(there!), [2]), tf.max(probabilities, 2)),
        labels: tf.argMax(probabilities, 2),
      };
    },
    decode(prediction, { metadata, classNames }) {
      const { boxes, scores, labels } = prediction as Readonly<Record<'boxes' | 'scores' | 'labels', EngineArray>>;
      const [samples, count] = scores.shape as [number, number];
      const all = boxesOf(boxes.data);
      return Array.from({ length: samples }, (_, row) => {
        const found = Array.from({ length: count }, (__, cell): FoundBox => {
          const at = row * count + cell;
          const index = labels.data[at]!;
          return { box: all[at]!, score: scores.data[at]!, index, label: classNames?.[index] ?? index };
        });
        const likely = found.filter(({ score }) => score >= scoreThreshold).sort((a, b) => b.score - a.score);
        const objects = likely.reduce<FoundBox[]>((better, own) => {
          const isTwice = better.some(
            ({ index, box }) => index === own.index && overlap(box, own.box) > overlapThreshold,
          );
          return isTwice ? better : [...better, own];
        }, []);
        return metadata === undefined ? { objects } : { objects, metadata: metadata[row] };
      });
    },
  }),
});

declare module '@lml/core' {
  interface PredictorComponents {
    'separate-boxes': typeof separateBoxes;
  }
  interface PredictorOptions {
    'separate-boxes': SeparateBoxesOptions;
  }
}
