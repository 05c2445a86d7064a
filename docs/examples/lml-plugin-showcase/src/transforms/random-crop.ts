import {
  allocate,
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  ShapeMismatchError,
  showShape,
  type NdArray,
  type Sample,
  type Transform,
} from '@lml/core';
import { z } from 'zod';

const shape = {
  /** Height and width of what is cut out. */
  size: z
    .tuple([z.int().min(1), z.int().min(1)])
    .readonly()
    .describe('Height and width of what is cut out.'),
  /** The parts of samples that are cut, all at the same place. Default: `['input', 'target']`. */
  keys: z
    .array(z.string())
    .min(1)
    .readonly()
    .default(['input', 'target'])
    .describe('The parts of samples that are cut, all at the same place.'),
};

/** Options of {@link randomCrop}. */
export interface RandomCropOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Cuts the same piece, at a random place, out of an image and its mask: arrays `[height, width, …]` of equal height and width. The place
 * is drawn once for a sample, by one stream.
 *
 * @throws `LML_SHAPE_MISMATCH` for parts that differ in height or width, or are smaller than the piece; `LML_INVALID_ARGUMENT` for parts
 * that are no images.
 *
 * @example
 * ```ts
 * import { ndArray, RandomStreams, type NdArray } from '@lml/core';
 * import { randomCrop } from 'lml-plugin-showcase';
 *
 * const image = ndArray([[1, 2], [3, 4]]);
 * const context = { epoch: 0, random: (stream: string) => new RandomStreams(0).at(stream, 0) };
 * const { input, target } = await randomCrop({ size: [1, 1] }).apply!({ input: image, target: image }, context);
 * (input as NdArray).data[0] === (target as NdArray).data[0]; // => true
 * ```
 */
export const randomCrop = defineComponent({
  kind: 'transform',
  name: 'random-crop',
  summary: 'Cuts the same random piece out of an image and its mask.',
  schema: z.strictObject(shape),
  examples: [{ size: [2, 3] }, { size: [4, 4], keys: ['input'] }],
  conformance: {
    sample: {
      input: { dtype: 'float32', shape: [4, 5, 2], data: Float32Array.from({ length: 40 }, (_, at) => at) },
      target: { dtype: 'uint8', shape: [4, 5], data: Uint8Array.from({ length: 20 }, (_, at) => at) },
    },
  },
  create: ({ size: [height, width], keys }): Transform => ({
    apply(sample, { random }) {
      const images = keys.map((key) => [key, imageOf(sample, key)] as const);
      const [rows, columns] = images[0]![1].shape as [number, number];
      for (const [key, { shape: sizes }] of images) {
        if (sizes[0] === rows && sizes[1] === columns && rows >= height && columns >= width) continue;
        throw new ShapeMismatchError(
          `'${key}' is ${showShape(sizes)}, but ${showShape([height, width])} is to be cut out of parts of equal height and width, ` +
            `${showShape([rows, columns])} here.`,
        );
      }
      const draw = random('place');
      const [top, left] = [draw.integer(rows - height + 1), draw.integer(columns - width + 1)];
      const pieces = images.map(([key, image]) => [key, cut(image, top, left, height, width)]);
      return { ...sample, ...Object.fromEntries(pieces) };
    },
  }),
});

function imageOf(sample: Sample, key: string): NdArray {
  const value = sample[key];
  if (isNdArray(value) && value.shape.length >= 2) return value;
  throw new InvalidArgumentError(`'${key}' of a sample`, 'an image: an array [height, width, …]', value);
}

function cut(
  { dtype, shape: sizes, data }: NdArray,
  top: number,
  left: number,
  height: number,
  width: number,
): NdArray {
  const [, columns = 0, ...rest] = sizes;
  const pixel = rest.reduce((product, size) => product * size, 1);
  const row = width * pixel;
  const piece = allocate(dtype, height * row) as Float32Array;
  for (let line = 0; line < height; line++) {
    const from = ((top + line) * columns + left) * pixel;
    for (let at = 0; at < row; at++) piece[line * row + at] = (data as Float32Array)[from + at]!;
  }
  return { dtype, shape: [height, width, ...rest], data: piece };
}

declare module '@lml/core' {
  interface TransformComponents {
    'random-crop': typeof randomCrop;
  }
  interface TransformOptions {
    'random-crop': RandomCropOptions;
  }
}
