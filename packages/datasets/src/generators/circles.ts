import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { inputNoiseShape, seedShape, shuffleShape } from '../shared/generated-dataset.js';
import { evenly, twoCurves, twoCurvesShape } from '../shared/two-curves.js';

const shape = {
  /** Radius of the inner circle, where the outer one has 1. Default: `0.8`. */
  factor: z.number().min(0).lt(1).default(0.8).describe('Radius of the inner circle, where the outer one has 1.'),
};

const CLASSES = ['outer', 'inner'] as const;

/** Options of {@link circles}. */
export interface CirclesOptions
  extends
    z.input<z.ZodObject<typeof twoCurvesShape>>,
    z.input<z.ZodObject<typeof shuffleShape>>,
    z.input<z.ZodObject<typeof inputNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Circles: two circles in a plane around 0, class 0 the outer one with radius 1, class 1 the inner one with radius `factor`. No
 * straight line separates them. Samples `{ input, target }` with `input` float64 `[2]` and `target` int32.
 *
 * Without noise points lie evenly along the curves. The samples are those of scikit-learn for the same `randomState`,
 * to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT`
 * for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_circles`.
 *
 * @example
 * ```ts
 * import { circles } from '@lml/datasets';
 *
 * const dataset = circles({ nSamples: 4, shuffle: false });
 * await dataset.open();
 * dataset.columns?.target?.data; // => Int32Array.of(0, 0, 1, 1)
 * dataset.classNames; // => ['outer', 'inner']
 * ```
 */
export const circles = defineComponent({
  kind: 'dataset',
  name: 'circles',
  summary: 'Two circles in a plane, one within the other.',
  schema: z.strictObject({ ...twoCurvesShape, ...shuffleShape, ...inputNoiseShape, ...seedShape, ...shape }),
  examples: [{}, { nSamples: [3, 5], noise: 0.1, randomState: 7 }],
  targetNames: CLASSES,
  create: ({ factor, ...options }, { name }): Dataset =>
    twoCurves({ name, classNames: CLASSES, ...options }, [
      { angles: (count) => evenly(count, 2 * Math.PI, false), point: (angle) => [Math.cos(angle), Math.sin(angle)] },
      {
        angles: (count) => evenly(count, 2 * Math.PI, false),
        point: (angle) => [Math.cos(angle) * factor, Math.sin(angle) * factor],
      },
    ]),
});
