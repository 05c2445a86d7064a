import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { inputNoiseShape, seedShape, shuffleShape } from '../shared/generated-dataset.js';
import { evenly, twoCurves, twoCurvesShape } from '../shared/two-curves.js';

const CLASSES = ['upper', 'lower'] as const;

/** Options of {@link moons}. */
export interface MoonsOptions
  extends
    z.input<z.ZodObject<typeof twoCurvesShape>>,
    z.input<z.ZodObject<typeof shuffleShape>>,
    z.input<z.ZodObject<typeof inputNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Two moons: half circles in a plane that reach into one another, class 0 the upper one and class 1 the lower one. No
 * straight line separates them. Samples `{ input, target }` with `input` float64 `[2]` and `target` int32.
 *
 * Without noise points lie evenly along the curves. The samples are those of scikit-learn for the same `randomState`,
 * to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT`
 * for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_moons`.
 *
 * @example
 * ```ts
 * import { moons } from '@lml/datasets';
 *
 * const dataset = moons({ nSamples: 4, shuffle: false });
 * await dataset.open();
 * dataset.columns?.target?.data; // => Int32Array.of(0, 0, 1, 1)
 * dataset.classNames; // => ['upper', 'lower']
 * ```
 */
export const moons = defineComponent({
  kind: 'dataset',
  name: 'moons',
  summary: 'Two half circles that reach into one another, in a plane.',
  schema: z.strictObject({ ...twoCurvesShape, ...shuffleShape, ...inputNoiseShape, ...seedShape }),
  examples: [{}, { nSamples: [3, 5], noise: 0.1, randomState: 7 }],
  targetNames: CLASSES,
  create: (options, { name }): Dataset =>
    twoCurves({ name, classNames: CLASSES, ...options }, [
      { angles: (count) => evenly(count, Math.PI, true), point: (angle) => [Math.cos(angle), Math.sin(angle)] },
      {
        angles: (count) => evenly(count, Math.PI, true),
        point: (angle) => [1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5],
      },
    ]),
});
