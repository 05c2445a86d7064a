import { defineComponent, InvalidArgumentError, ndArray, RandomStreams, type Dataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The number of samples. Default: `32`. */
  length: z.int().min(1).default(32).describe('The number of samples.'),
  /** Height and width of the images. Default: `16`. */
  size: z.int().min(4).default(16).describe('Height and width of the images.'),
  /** The seed of the images. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the images.'),
};

/** Options of {@link discs}. */
export interface DiscsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Noisy images with a bright disc, and where it is: samples `{ input, target }`, both float32 `[size, size, 1]`, the target a mask of
 * zeros and ones.
 *
 * @throws From `get` `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @example
 * ```ts
 * import { discs } from 'lml-plugin-showcase';
 *
 * discs({ length: 3 }).length; // => 3
 * ```
 */
export const discs = defineComponent({
  kind: 'dataset',
  name: 'discs',
  summary: 'Noisy images with a bright disc, and a mask of it.',
  schema: z.strictObject(shape),
  examples: [{}, { length: 3, size: 4, seed: 1 }],
  create({ length, size, seed }) {
    return {
      length,
      open() {},
      get(index) {
        if (!Number.isInteger(index) || index < 0 || index >= length)
          throw new InvalidArgumentError('index', `a whole number from 0 to ${length - 1}`, index);
        const draw = new RandomStreams(seed).at('showcase/discs', index);
        const radius = draw.uniform(size / 8, size / 3);
        const [top, left] = [draw.uniform(radius, size - radius), draw.uniform(radius, size - radius)];
        const mask = Float32Array.from({ length: size * size }, (_, at) =>
          Math.hypot(Math.floor(at / size) - top, (at % size) - left) <= radius ? 1 : 0,
        );
        const image = mask.map((inside) => inside + draw.normal(0, 0.5));
        return { input: ndArray(image, { shape: [size, size, 1] }), target: ndArray(mask, { shape: [size, size, 1] }) };
      },
    } satisfies Dataset;
  },
});

declare module '@lml/core' {
  interface DatasetComponents {
    discs: typeof discs;
  }
  interface DatasetOptions {
    discs: DiscsOptions;
  }
}
