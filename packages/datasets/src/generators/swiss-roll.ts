import { defineComponent, type Dataset, type RandomState } from '@lml/core';
import { z } from 'zod';

import { generatedDataset, inputNoiseShape, samplesShape, seedShape } from '../shared/generated-dataset.js';
import { surface } from '../shared/surface.js';

const shape = {
  /** Whether the sheet has a hole in its middle. Default: `false`. */
  hole: z.boolean().default(false).describe('Whether the sheet has a hole in its middle.'),
};

/** Options of {@link swissRoll}. */
export interface SwissRollOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof inputNoiseShape>>,
    z.input<z.ZodObject<typeof seedShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Swiss roll: points on a sheet that is rolled up in space. Samples `{ input, target }` with `input` float64 `[3]` and `target`
 * float64, the place along the roll, from 1.5 π to 4.5 π.
 *
 * The samples are those of scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or more than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an
 * index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_swiss_roll`, after S. Marsland (2014), Machine Learning: An Algorithmic
 * Perspective, chapter 6.
 *
 * @example
 * ```ts
 * import { swissRoll } from '@lml/datasets';
 *
 * const dataset = swissRoll({ nSamples: 20, noise: 0.05 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 3]
 * dataset.columns?.target?.shape; // => [20]
 * ```
 */
export const swissRoll = defineComponent({
  kind: 'dataset',
  name: 'swiss-roll',
  summary: 'Points on a rolled-up sheet in space, with the place along the roll.',
  schema: z.strictObject({ ...samplesShape, ...inputNoiseShape, ...seedShape, ...shape }),
  examples: [{}, { nSamples: 10, noise: 0.1, hole: true, randomState: 7 }],
  create: ({ nSamples: samples, noise, hole, randomState }, { name }): Dataset =>
    generatedDataset({ name, randomState, samples, width: 3 }, (random) => {
      const [along, across] = hole ? aroundHole(random, samples) : whole(random, samples);
      return surface(random, noise, along, (place, at) => [
        place * Math.cos(place),
        across[at]!,
        place * Math.sin(place),
      ]);
    }),
});

type Places = readonly [along: Float64Array, across: Float64Array];

function whole(random: RandomState, samples: number): Places {
  const along = random.randomSample(samples).map((share) => 1.5 * Math.PI * (1 + 2 * share));
  return [along, random.randomSample(samples).map((share) => 21 * share)];
}

/** The sheet is made of nine parts, of which the middle one is left out. */
function aroundHole(random: RandomState, samples: number): Places {
  const parts = random.choice(8, samples).map((part) => (part < 4 ? part : part + 1));
  const [along, across] = [random.randomSample(samples), random.randomSample(samples)];
  return [
    along.map((share, at) => Math.PI * (1.5 + Math.floor(parts[at]! / 3)) + share * Math.PI),
    across.map((share, at) => (parts[at]! % 3) * 7 + share * 7),
  ];
}
