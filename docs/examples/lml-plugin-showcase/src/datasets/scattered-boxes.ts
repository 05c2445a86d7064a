import { defineComponent, InvalidArgumentError, ndArray, RandomState, type Dataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How many images there are. Default: `24`. */
  samples: z.int().min(1).default(24).describe('How many images there are.'),
  /** The seed of the boxes. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the boxes.'),
};

/** Options of {@link scatteredBoxes}. */
export interface ScatteredBoxesOptions extends z.input<z.ZodObject<typeof shape>> {}

/** The side of an image and of the quarters in which there may be a box. */
const [SIDE, QUARTER] = [8, 4] as const;

/**
 * Images of 64 numbers, 8 × 8, with none to four boxes that are wide or tall: samples `{ input, target: { boxes, labels }, metadata }`, boxes
 * float32 `[n, 4]` as left, top, right, bottom, labels int32 `[n]`, and the image's number. n differs from sample to sample.
 */
export const scatteredBoxes = defineComponent({
  kind: 'dataset',
  name: 'scattered-boxes',
  summary: 'Small images with different numbers of boxes.',
  schema: z.strictObject(shape),
  examples: [{}, { samples: 3, seed: 1 }],
  create: ({ samples, seed }): Dataset => ({
    open: () => undefined,
    length: samples,
    classNames: ['wide', 'tall'],
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= samples)
        throw new InvalidArgumentError('index', `a whole number from 0 to ${samples - 1}`, index);
      const random = new RandomState([seed, index]);
      const pixels = new Float32Array(SIDE * SIDE);
      const [boxes, labels]: [number[], number[]] = [[], []];
      for (const corner of [0, 1, 2, 3]) {
        if (random.random() < 0.5) continue;
        const label = random.randint(0, 2);
        const [width, height] = label === 0 ? [QUARTER, 2] : [2, QUARTER];
        const left = (corner % 2) * QUARTER + random.randint(0, QUARTER - width + 1);
        const top = Math.floor(corner / 2) * QUARTER + random.randint(0, QUARTER - height + 1);
        for (let y = top; y < top + height; y++) pixels.fill(1, y * SIDE + left, y * SIDE + left + width);
        boxes.push(left, top, left + width, top + height);
        labels.push(label);
      }
      return {
        input: ndArray(pixels),
        target: {
          boxes: ndArray(Float32Array.from(boxes), { shape: [labels.length, 4] }),
          labels: ndArray(Int32Array.from(labels)),
        },
        metadata: { image: index },
      };
    },
  }),
});

declare module '@lml/core' {
  interface DatasetComponents {
    'scattered-boxes': typeof scatteredBoxes;
  }
  interface DatasetOptions {
    'scattered-boxes': ScatteredBoxesOptions;
  }
}
