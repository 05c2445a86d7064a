import {
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  type NdArray,
  type RandomGenerator,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The standard deviation of the noise. Default: `0.1`. */
  deviation: z.number().min(0).default(0.1).describe('The standard deviation of the noise.'),
};

/** Options of {@link noisyViews}. */
export interface NoisyViewsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes two views of the input of a sample, `input` and `positive`, each with normal noise of its own.
 *
 * @throws `LML_INVALID_ARGUMENT` for an input that is no array of numbers.
 *
 * @example
 * ```ts
 * import { ndArray, RandomStreams } from '@lml/core';
 * import { noisyViews } from 'lml-plugin-showcase';
 *
 * const context = { epoch: 0, random: (stream: string) => new RandomStreams(0).at(stream, 0) };
 * Object.keys(await noisyViews().apply!({ input: ndArray([1, 2]) }, context)); // => ['input', 'positive']
 * ```
 */
export const noisyViews = defineComponent({
  kind: 'transform',
  name: 'noisy-views',
  summary: 'Two views of an input, each with noise of its own.',
  schema: z.strictObject(shape),
  examples: [{}, { deviation: 1 }],
  conformance: { sample: { input: { dtype: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) } } },
  create: ({ deviation }): Transform => ({
    apply(sample, { random }) {
      const { input } = sample;
      if (!isNdArray(input) || input.dtype === 'string')
        throw new InvalidArgumentError('input', 'an array of numbers', input);
      const view = (draw: RandomGenerator): NdArray => ({
        dtype: 'float32',
        shape: input.shape,
        data: Float32Array.from(input.data as ArrayLike<number>, (value) => Number(value) + draw.normal(0, deviation)),
      });
      return { ...sample, input: view(random('input')), positive: view(random('positive')) };
    },
  }),
});

declare module '@lml/core' {
  interface TransformComponents {
    'noisy-views': typeof noisyViews;
  }
  interface TransformOptions {
    'noisy-views': NoisyViewsOptions;
  }
}
