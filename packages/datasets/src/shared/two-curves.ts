import type { Dataset } from '@lml/core';
import { z } from 'zod';

import { addNoise, labels, matrix, shuffleSamples, type Matrix } from './generated-columns.js';
import { generatedDataset } from './generated-dataset.js';

/** How many points there are on two curves, as an option. */
export const twoCurvesShape = {
  /** Number of samples, half of them in each class, or the numbers of both classes. Default: `100`. */
  nSamples: z
    .union([z.int().min(1), z.tuple([z.int().min(0), z.int().min(0)]).readonly()])
    .refine((counts) => typeof counts === 'number' || counts[0] + counts[1] > 0, 'must add up to 1 or more')
    .default(100)
    .describe('Number of samples, half of them in each class, or the numbers of both classes.'),
};

/** A curve in the plane: the angles of points, and the point at an angle. */
export interface Curve {
  /** So many angles. */
  angles(count: number): Float64Array;
  /** The point at an angle. */
  point(angle: number): readonly [number, number];
}

/** What two curves are drawn with. */
export interface TwoCurvesOptions {
  /** The name of the component. */
  readonly name: string;
  /** The names of both classes. */
  readonly classNames: readonly string[];
  /** The number of samples, or the numbers of both classes. */
  readonly nSamples: number | readonly [number, number];
  /** Whether samples come in random order. */
  readonly shuffle: boolean;
  /** The standard deviation of what is added to points. */
  readonly noise: number;
  /** The seed. */
  readonly randomState: number;
}

/** Two classes of points along curves, with noise: what moons and circles have in common. */
export function twoCurves(
  { nSamples, shuffle, noise, ...settings }: TwoCurvesOptions,
  curves: readonly [Curve, Curve],
): Dataset {
  const half = typeof nSamples === 'number' ? Math.floor(nSamples / 2) : 0;
  const counts = typeof nSamples === 'number' ? [half, nSamples - half] : nSamples;
  const samples = counts[0] + counts[1];
  return generatedDataset({ ...settings, samples, width: 2 }, (random) => {
    const points = new Float64Array(2 * samples);
    let start = 0;
    for (const [at, { angles, point }] of curves.entries())
      for (const angle of angles(counts[at]!)) {
        points.set(point(angle), start);
        start += 2;
      }
    const input = matrix(points, 2);
    const ordered = { input, target: labels(counts) };
    const columns = shuffle ? shuffleSamples(random, ordered) : ordered;
    addNoise(random, columns['input'] as Matrix, noise);
    return columns;
  });
}

/** `count` angles from 0 to `stop`, evenly; `stop` itself is the last one where the curve is not closed. */
export function evenly(count: number, stop: number, withLast: boolean): Float64Array {
  const steps = withLast ? count - 1 : count;
  const angles = Float64Array.from({ length: count }, (_, at) => (steps === 0 ? 0 : at * (stop / steps)));
  if (withLast && count > 1) angles[count - 1] = stop;
  return angles;
}
