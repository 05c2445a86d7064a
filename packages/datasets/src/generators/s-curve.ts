import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { generatedDataset, inputNoiseShape, samplesShape, seedShape } from '../shared/generated-dataset.js';
import { surface } from '../shared/surface.js';

/** Options of {@link sCurve}. */
export interface SCurveOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof inputNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * S-curve: points on a sheet in space that is bent like an S. Samples `{ input, target }` with `input` float64 `[3]`
 * and `target` float64, the place along the S, from −1.5 π to 1.5 π.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_s_curve`.
 *
 * @example
 * ```ts
 * import { sCurve } from '@lml/datasets';
 *
 * const dataset = sCurve({ nSamples: 20, noise: 0.05 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 3]
 * dataset.columns?.target?.shape; // => [20]
 * ```
 */
export const sCurve = defineComponent({
  kind: 'dataset',
  name: 's-curve',
  summary: 'Points on a sheet in space that is bent like an S, with the place along it.',
  schema: z.strictObject({ ...samplesShape, ...inputNoiseShape, ...seedShape }),
  examples: [{}, { nSamples: 10, noise: 0.1, randomState: 7 }],
  create: ({ nSamples: samples, noise, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: 3 }, (random) => {
      const along = random.randomSample(samples).map((share) => 3 * Math.PI * (share - 0.5));
      const across = random.randomSample(samples).map((share) => 2 * share);
      return surface(random, noise, along, (place, at) => [
        Math.sin(place),
        across[at]!,
        Math.sign(place) * (Math.cos(place) - 1),
      ]);
    }),
});
