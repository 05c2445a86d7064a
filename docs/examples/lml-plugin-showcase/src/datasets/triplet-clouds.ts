import { columnarDataset, defineComponent, ndArray, RandomState, type NdArray } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** How many triplets there are. Default: `24`. */
  samples: z.int().min(1).default(24).describe('How many triplets there are.'),
  /** How many numbers a point has. Default: `4`. */
  size: z.int().min(1).default(4).describe('How many numbers a point has.'),
  /** The seed of the points. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the points.'),
};

/** Options of {@link tripletClouds}. */
export interface TripletCloudsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Points of two clouds: samples `{ anchor, positive, negative }`, each float32 `[size]`, the first two of one cloud and the third of the
 * other. The clouds lie around −1 and 1 in each direction.
 */
export const tripletClouds = defineComponent({
  kind: 'dataset',
  name: 'triplet-clouds',
  summary: 'Triplets of points, two of one cloud and one of another.',
  schema: z.strictObject(shape),
  examples: [{}, { samples: 5, size: 2, seed: 3 }],
  create: ({ samples, size, seed }) =>
    columnarDataset(() => {
      const random = new RandomState(seed);
      const around = (sign: number): NdArray => {
        const noise = random.normal(0, 1, samples * size);
        const values = Array.from({ length: samples * size }, (_, place) => {
          const cloud = Math.floor(place / size) % 2 === 0 ? 1 : -1;
          return sign * cloud + noise[place]!;
        });
        return ndArray(Float32Array.from(values), { shape: [samples, size] });
      };
      return { anchor: around(1), positive: around(1), negative: around(-1) };
    }),
});

declare module '@lml/core' {
  interface DatasetComponents {
    'triplet-clouds': typeof tripletClouds;
  }
  interface DatasetOptions {
    'triplet-clouds': TripletCloudsOptions;
  }
}
