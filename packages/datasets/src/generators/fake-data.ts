import { allocate as allocateAnew, defineComponent, ndArray, RandomStreams, sizeOf, type Dataset } from '@lml/core';
import { z } from 'zod';

import { checkIndex } from '../shared/check-index.js';
import { invalidOption } from '../shared/generated-dataset.js';

/** 1 GiB of float32. */
const MAX_VALUES = 2 ** 28;

const shape = {
  /** Number of samples. Default: `1000`. */
  size: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .default(1000)
    .describe('Number of samples.'),
  /** Shape of an image: height, width, channels; or any other. Default: `[224, 224, 3]`. */
  imageSize: z
    .array(z.int().min(1))
    .min(1)
    .readonly()
    .default([224, 224, 3])
    .describe('Shape of an image: height, width, channels; or any other.'),
  /** Number of classes. Default: `10`. */
  numClasses: z
    .int()
    .min(1)
    .max(2 ** 31)
    .default(10)
    .describe('Number of classes.'),
  /** The seed: the same seed gives the same images. Default: `0`. */
  seed: z.int().min(0).default(0).describe('The seed: the same seed gives the same images.'),
};

/** Options of {@link fakeData}. */
export interface FakeDataOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Fake data: images of normally distributed numbers, with classes drawn at random, for measuring how fast a model trains or
 * whether it trains at all. Samples `{ input, target }` with `input` float32 of the shape `imageSize` and `target` int32.
 *
 * A sample is drawn when it is read, from the seed and its index alone: a million images take no memory, each epoch and each
 * worker sees the same ones, and a smaller set is the beginning of a larger one. There is nothing to be learnt from it.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or images of more than 2²⁸ values. From `get` and `getBatch`:
 * `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see torchvision, `torchvision.datasets.FakeData`, whose images are other ones.
 *
 * @example
 * ```ts
 * import { fakeData } from '@lml/datasets';
 *
 * const dataset = fakeData({ size: 100, imageSize: [32, 32, 3] });
 * dataset.length; // => 100
 * (await dataset.get(7)).target; // => { dtype: 'int32', shape: [], data: Int32Array.of(5) }
 * ```
 */
export const fakeData = defineComponent({
  kind: 'dataset',
  name: 'fake-data',
  summary: 'Random images with random classes, for measuring speed.',
  schema: z.strictObject(shape),
  examples: [
    { size: 20, imageSize: [4, 4, 1] },
    { size: 5, imageSize: [3], numClasses: 2, seed: 7 },
  ],
  create: ({ size, imageSize, numClasses, seed }, { name }): Dataset => {
    const values = sizeOf(imageSize);
    if (values > MAX_VALUES)
      throw invalidOption(name, 'imageSize', `must have at most ${MAX_VALUES} values, got [${imageSize.join(', ')}]`);
    const random = new RandomStreams(seed);
    const imageOf = (index: number): Float32Array => random.normal('image', index, values);
    const classOf = (index: number): number => random.integers('class', index, 1, numClasses)[0]!;
    return {
      open() {},
      length: size,
      get(index) {
        checkIndex(index, size);
        return {
          input: ndArray(imageOf(index), { shape: imageSize }),
          target: ndArray(Int32Array.of(classOf(index)), { shape: [] }),
        };
      },
      getBatch(indices, allocate = allocateAnew) {
        const rows = indices.length;
        const input = allocate('float32', rows * values);
        const target = allocate('int32', rows);
        for (let row = 0; row < rows; row++) {
          const index = indices[row]!;
          checkIndex(index, size);
          input.set(imageOf(index), row * values);
          target[row] = classOf(index);
        }
        return { input: ndArray(input, { shape: [rows, ...imageSize] }), target: ndArray(target) };
      },
    };
  },
});
