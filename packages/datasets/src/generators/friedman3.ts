import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { alternatingCurrents, functionOfRows } from '../shared/function-of-rows.js';
import { generatedDataset, samplesShape, seedShape, targetNoiseShape } from '../shared/generated-dataset.js';

/** Options of {@link friedman3}. */
export interface Friedman3Options
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof targetNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * The third problem of Friedman: the phase of an alternating current, `arctan((x₁ x₂ − 1 / (x₁ x₃)) / x₀)`, of
 * resistance (0 to 100), angular frequency (40 π to 560 π), inductance (0 to 1) and capacitance (1 to 11). Samples `{
 * input, target }` with `input` float64 `[4]` and `target` float64.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_friedman3`; J. H. Friedman (1991), Multivariate adaptive regression
 * splines, Annals of Statistics 19.
 *
 * @example
 * ```ts
 * import { friedman3 } from '@lml/datasets';
 *
 * const dataset = friedman3({ nSamples: 20, noise: 0.1 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 4]
 * dataset.columns?.target?.shape; // => [20]
 * ```
 */
export const friedman3 = defineComponent({
  kind: 'dataset',
  name: 'friedman3',
  summary: 'The phase of an alternating current, for regression.',
  schema: z.strictObject({ ...samplesShape, ...targetNoiseShape, ...seedShape }),
  examples: [{}, { nSamples: 10, noise: 0.5, randomState: 7 }],
  create: ({ nSamples: samples, noise, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: 4 }, (random) => {
      const input = alternatingCurrents(random, samples);
      return functionOfRows(random, noise, input, ([resistance, frequency, inductance, capacitance]) =>
        Math.atan((frequency! * inductance! - 1 / (frequency! * capacitance!)) / resistance!),
      );
    }),
});
