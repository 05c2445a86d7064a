import {
  defineComponent,
  InvalidArgumentError,
  isNdArray,
  metricShape,
  metricView,
  ndArray,
  ShapeMismatchError,
  showShape,
  type HostMetric,
  type NdArray,
  type NestedValues,
} from '@lml/core';
import { z } from 'zod';

import { edgesOf, furthestOf, type Mask } from '../shared/segmentation/mask-distance.js';
import { inputFormatShape, type SegmentationOptions } from '../shared/segmentation/segmentation-options.js';
import { classesOf, formatsOf, requireNumClasses, requirePixelClasses } from '../shared/segmentation/sides.js';
import { numbersOf } from '../shared/values.js';

const shape = {
  /** Whether class 0 counts, the background. Default: `false`. */
  includeBackground: z.boolean().default(false).describe('Whether class 0 counts, the background.'),
  /** How distances are measured: straight, by the larger of the two axes, or by both together. Default: `'euclidean'`. */
  distanceMetric: z
    .enum(['euclidean', 'chessboard', 'taxicab'])
    .default('euclidean')
    .describe('How distances are measured: straight, by the larger of the two axes, or by both together.'),
  /** The distance of rows and of columns. Default: `[1, 1]`. */
  spacing: z
    .tuple([z.number().positive(), z.number().positive()])
    .default([1, 1])
    .describe('The distance of rows and of columns.'),
  /** Whether only distances of the prediction to the target are looked at. Default: `false`. */
  directed: z
    .boolean()
    .default(false)
    .describe('Whether only distances of the prediction to the target are looked at.'),
};

/** Options of {@link hausdorffDistance}. */
export interface HausdorffDistanceOptions extends SegmentationOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Hausdorff distance of classes of pixels: how far the outline of a class on one side is from that on the other, at the place where it is
 * furthest; the mean over images and classes.
 *
 * Predictions and targets are `[batch, height, width, classes]` or `[batch, height, width]`, as {@link meanIou} takes them. The outline are pixels
 * of the class with a neighbour that is not, above, below, left or right. From 0 up, in pixels or what `spacing` says; lower is better. A
 * class that an image has on one side only is at a distance of ∞, one on neither side does not count; NaN where nothing does. It counts on the host; weights
 * are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be
 * told, and for pixels of no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { hausdorffDistance } from '@lml/metrics';
 *
 * const state = new MetricState(hausdorffDistance({ numClasses: 2, inputFormat: 'index' }));
 * await state.update([[[1, 0, 0, 0]]], [[[0, 0, 1, 1]]]); // one image of one row
 * state.compute(); // => 3
 * ```
 *
 * @see [torchmetrics.segmentation.HausdorffDistance](https://lightning.ai/docs/torchmetrics/stable/segmentation/hausdorff_distance.html) 1.9, which
 * fails where a class is on neither side, and is right for square images only
 */
export const hausdorffDistance = defineComponent({
  kind: 'metric',
  name: 'hausdorff-distance',
  summary: 'How far the outlines of classes of pixels are apart, at the furthest.',
  schema: z.strictObject({ ...inputFormatShape, ...metricShape, ...shape }),
  examples: [{}, { includeBackground: true, distanceMetric: 'taxicab' }, { directed: true, spacing: [2, 1] }],
  create: (options, { name, traits }): HostMetric => {
    const { inputFormat, includeBackground, distanceMetric, spacing, directed } = options;
    return {
      name,
      ...metricView(options),
      higherIsBetter: traits.higherIsBetter,
      init: () => ({ sum: ndArray(Float64Array.of(0)), count: ndArray(Float64Array.of(0)) }),
      updateHost({ prediction, target }) {
        const [one, other] = [pixelsOf(name, 'prediction', prediction), pixelsOf(name, 'target', target)];
        const classes = requireNumClasses(name, options, classesOf(options, one.shape, other.shape));
        const formats = formatsOf(name, inputFormat, classes, one.shape, other.shape);
        const [batch, height, width] = formats.shape as [number, number, number];
        if (formats.shape.length !== 3)
          throw new ShapeMismatchError(
            `${name} needs images, [batch, height, width] and perhaps an axis of classes, got ${showShape(one.shape)}.`,
          );
        let [sum, count] = [0, 0];
        const sides = [
          labelled(name, one, formats.predictionIsIndex, classes),
          labelled(name, other, formats.targetIsIndex, classes),
        ];
        for (let image = 0; image < batch; image++)
          for (let label = includeBackground || classes === 1 ? 0 : 1; label < classes; label++) {
            const [found, right] = sides.map((isOf) => edgesOf(maskOf(isOf, image, label, height, width))) as [
              Mask,
              Mask,
            ];
            const there = furthestOf(found, right, distanceMetric, spacing);
            const back = furthestOf(right, found, distanceMetric, spacing);
            if (there === -Infinity && back === -Infinity) continue;
            // Of an empty prediction nothing is near, in either direction.
            sum += directed && there !== -Infinity ? there : Math.max(there, back);
            count += 1;
          }
        return { sum: ndArray(Float64Array.of(sum)), count: ndArray(Float64Array.of(count)) };
      },
      compute: ({ sum, count }) => (numbersOf(sum)[0] ?? 0) / (numbersOf(count)[0] ?? 0),
    };
  },
  conformance: {
    weights: false,
    batch: {
      prediction: ndArray(
        Float32Array.from({ length: 4 * 3 * 4 * 3 }, (_, at) => ((at * 5) % 7) / 7 + (((at % 3) + (at >> 3)) % 3)),
        { shape: [4, 3, 4, 3] },
      ),
      target: ndArray(
        Int32Array.from({ length: 4 * 3 * 4 }, (_, at) => (at + (at >> 2)) % 3),
        { shape: [4, 3, 4] },
      ),
    },
  },
  higherIsBetter: false,
});

/** Whether a pixel, by its place in all images, is of a class. */
type IsOf = (pixel: number, label: number) => boolean;

function pixelsOf(name: string, side: string, given: unknown): NdArray {
  const array = Array.isArray(given) ? ndArray(given as NestedValues) : given;
  if (isNdArray(array) && array.dtype !== 'string') return array;
  throw new InvalidArgumentError(`The ${side} of ${name}`, 'an array of images', given);
}

function labelled(name: string, { shape, dtype, data }: NdArray, isIndex: boolean, classes: number): IsOf {
  const numbers = data as ArrayLike<number | bigint>;
  if (isIndex) {
    let invalid = 0;
    for (let at = 0; at < numbers.length; at++) {
      const label = Number(numbers[at]);
      if (!Number.isInteger(label) || label < 0 || label >= classes) invalid++;
    }
    requirePixelClasses(name, invalid, classes);
    return (pixel, label) => Number(numbers[pixel]) === label;
  }
  if (dtype !== 'float32' && dtype !== 'float64') return (pixel, label) => Boolean(numbers[pixel * classes + label]);
  const largest = new Int32Array(shape.length === 0 ? 0 : numbers.length / classes);
  for (let pixel = 0; pixel < largest.length; pixel++)
    for (let label = 1; label < classes; label++)
      if (numbers[pixel * classes + label]! > numbers[pixel * classes + largest[pixel]!]!) largest[pixel] = label;
  return (pixel, label) => largest[pixel] === label;
}

function maskOf(isOf: IsOf, image: number, label: number, height: number, width: number): Mask {
  const first = image * height * width;
  const data = Uint8Array.from({ length: height * width }, (_, at) => (isOf(first + at, label) ? 1 : 0));
  return { height, width, data };
}
