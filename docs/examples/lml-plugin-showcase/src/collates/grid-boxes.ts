import {
  allocate as allocateAnew,
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  ndArray,
  stack,
  type Collate,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';
import { boxesOf, gridShape } from '../shared/box-grid.js';

/** Options of {@link gridBoxes}. */
export interface GridBoxesOptions extends z.input<z.ZodObject<typeof gridShape>> {}

/**
 * Batches of samples with `target: { boxes, labels }` of different numbers of boxes. Boxes and labels stay apart, one array a sample, for
 * metrics; beside them stands `grid`, float32 `[batch, cells², 6]`, for the loss: for each cell of the image in which the centre of a box lies 1, its place
 * in the cell, its width and height as shares of the image, and its label. Of several boxes in a cell the last one counts.
 *
 * @throws `LML_INVALID_ARGUMENT` for samples without boxes and labels, or boxes beyond the image.
 */
export const gridBoxes = defineComponent({
  kind: 'collate',
  name: 'grid-boxes',
  summary: 'Samples with different numbers of boxes, laid out in a grid.',
  schema: z.strictObject(gridShape),
  examples: [{}, { cells: 1, side: 9 }],
  conformance: {
    samples: [
      { input: ndArray([1, 2]), target: { boxes: ndArray([[0, 0, 4, 2], [5, 4, 7, 8]]), labels: ndArray(Int32Array.of(0, 1)) } }, // prettier-ignore
      { input: ndArray([3, 4]), target: { boxes: ndArray(new Float32Array(0), { shape: [0, 4] }), labels: ndArray(new Int32Array(0)) } }, // prettier-ignore
    ],
  },
  create: ({ cells, side }, { name }): Collate => {
    const stacked = stack({ ragged: ['target.boxes', 'target.labels'] });
    return (samples, context = {}) => {
      const { allocate = allocateAnew } = context;
      const data = allocate('float32', samples.length * cells * cells * 6).fill(0);
      samples.forEach((sample, row) => {
        const { boxes, labels } = (sample['target'] ?? {}) as Partial<Record<'boxes' | 'labels', NdArray>>;
        if (!isNdArray(boxes) || !isNdArray(labels))
          throw new InvalidArgumentError(`target of sample ${row}`, `{ boxes, labels } for ${name}`, sample['target']);
        boxesOf(boxes.data as ArrayLike<number>).forEach((box, index) => {
          const [left, top, right, bottom] = box;
          const places = [(left + right) / 2, (top + bottom) / 2].map((centre) => (centre / side) * cells);
          const [x, y] = places.map(Math.floor) as [number, number];
          if (x < 0 || y < 0 || x >= cells || y >= cells)
            throw new InvalidArgumentError(`A box of sample ${row}`, `within an image of ${side} × ${side}`, [...box]);
          const values = [1, places[0]! - x, places[1]! - y, (right - left) / side, (bottom - top) / side];
          data.set([...values, Number(labels.data[index])], ((row * cells + y) * cells + x) * 6);
        });
      });
      const batch = stacked(samples, context);
      const grid: NdArray = { dtype: 'float32', shape: [samples.length, cells * cells, 6], data };
      return { ...batch, target: { ...(batch['target'] as object), grid } };
    };
  },
});

declare module '@lml/core' {
  interface CollateComponents {
    'grid-boxes': typeof gridBoxes;
  }
  interface CollateOptions {
    'grid-boxes': GridBoxesOptions;
  }
}
