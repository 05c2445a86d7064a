import {
  InvalidArgumentError,
  isNdArray,
  ndArray,
  ShapeMismatchError,
  showShape,
  sizeOf,
  type HostMetricInput,
  type NdArray,
  type NestedValues,
} from '@lml/core';

/** The categories of a panoptic segmentation. */
export interface Categories {
  /** The place of each category: things in order, then stuffs in order. */
  readonly places: ReadonlyMap<number, number>;
  /** Those that are stuffs, whose instances are not told apart. */
  readonly stuffs: ReadonlySet<number>;
}

/** The segments of one image. */
export interface Segments {
  /** The segment of each pixel; −1 where it has no category that is known. */
  readonly ofPixel: Int32Array;
  /** The category of each segment. */
  readonly categories: readonly number[];
  /** How many pixels each has. */
  readonly areas: readonly number[];
}

/** Both sides of a batch, `[batch, …, 2]`: category and instance of each pixel. */
export function panopticSides(name: string, { prediction, target }: HostMetricInput): [NdArray, NdArray] {
  const sides = [prediction, target].map((side, at) => {
    const array = Array.isArray(side) ? ndArray(side as unknown as NestedValues, { dtype: 'int32' }) : side;
    if (isNdArray(array) && array.dtype !== 'string' && array.shape.length > 2 && array.shape.at(-1) === 2)
      return array;
    const what = `The ${at === 0 ? 'prediction' : 'target'} of ${name}`;
    const received = isNdArray(array) ? `an array ${showShape(array.shape)}` : array;
    throw new InvalidArgumentError(what, 'category and instance of each pixel, [batch, …, 2]', received);
  }) as [NdArray, NdArray];
  const [one, other] = sides.map(({ shape }) => showShape(shape));
  if (one !== other)
    throw new ShapeMismatchError(`${name} was given predictions ${one} and targets ${other}. Give one shape.`);
  return sides;
}

/**
 * The segments of an image of a batch.
 *
 * @param what - What they are of, where every category must be known.
 *
 * @throws `LML_INVALID_ARGUMENT` for one that is not, where it must be.
 */
export function segmentsOf({ shape, data }: NdArray, image: number, known: Categories, what?: string): Segments {
  const pixels = sizeOf(shape.slice(1, -1));
  const ofPixel = new Int32Array(pixels);
  const [categories, areas]: [number[], number[]] = [[], []];
  const segments = new Map<number, Map<number, number>>();
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = 2 * (image * pixels + pixel);
    const category = Number(data[at]);
    if (!known.places.has(category)) {
      if (what !== undefined)
        throw new InvalidArgumentError(
          `A category of ${what}`,
          `one of ${[...known.places.keys()].join(', ')}`,
          category,
          'Name it among things or stuffs, or allow others: allowUnknownPredsCategory: true.',
        );
      ofPixel[pixel] = -1;
      continue;
    }
    const instance = known.stuffs.has(category) ? 0 : Number(data[at + 1]);
    let instances = segments.get(category);
    if (instances === undefined) segments.set(category, (instances = new Map<number, number>()));
    let segment = instances.get(instance);
    if (segment === undefined) {
      segment = categories.push(category) - 1;
      instances.set(instance, segment);
      areas.push(0);
    }
    ofPixel[pixel] = segment;
    areas[segment]! += 1;
  }
  return { ofPixel, categories, areas };
}
