import { defineComponent, InvalidArgumentError, ndArray, RandomStreams, type Dataset } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The number of samples. Default: `64`. */
  length: z.int().min(1).default(64).describe('The number of samples.'),
  /** The number of clouds, on a circle. Default: `3`. */
  clouds: z.int().min(1).default(3).describe('The number of clouds, on a circle.'),
  /** How wide the clouds are. Default: `0.3`. */
  deviation: z.number().min(0).default(0.3).describe('How wide the clouds are.'),
  /** Whether samples have the number of their cloud as target. Default: `true`. */
  labelled: z.boolean().default(true).describe('Whether samples have the number of their cloud as target.'),
  /** The seed of the points. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed of the points.'),
};

/** Options of {@link mixture}. */
export interface MixtureOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Points of the plane in clouds on a circle of radius 1: samples `{ input, target? }`, the input float32 `[2]`, the target the number of
 * the cloud.
 *
 * @throws From `get` `LML_INVALID_ARGUMENT` for an index out of range.
 *
 * @example
 * ```ts
 * import { mixture } from 'lml-plugin-showcase';
 *
 * mixture({ clouds: 4, deviation: 0 }).get(0).input; // => { dtype: 'float32', shape: [2], data: Float32Array.of(1, 0) }
 * ```
 */
export const mixture = defineComponent({
  kind: 'dataset',
  name: 'mixture',
  summary: 'Points of the plane in clouds on a circle.',
  schema: z.strictObject(shape),
  examples: [{}, { length: 5, clouds: 2, deviation: 0, labelled: false, seed: 3 }],
  create({ length, clouds, deviation, labelled, seed }) {
    return {
      length,
      open() {},
      get(index) {
        if (!Number.isInteger(index) || index < 0 || index >= length)
          throw new InvalidArgumentError('index', `a whole number from 0 to ${length - 1}`, index);
        const draw = new RandomStreams(seed).at('showcase/mixture', index);
        const cloud = index % clouds;
        const angle = (2 * Math.PI * cloud) / clouds;
        const point = [Math.cos(angle), Math.sin(angle)].map((centre) => centre + draw.normal(0, deviation));
        return { input: ndArray(point), ...(labelled && { target: ndArray(cloud, { dtype: 'int32' }) }) };
      },
    } satisfies Dataset;
  },
});

declare module '@lml/core' {
  interface DatasetComponents {
    mixture: typeof mixture;
  }
  interface DatasetOptions {
    mixture: MixtureOptions;
  }
}
