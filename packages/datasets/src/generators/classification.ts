import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { classificationColumns } from '../shared/classification-columns.js';
import { generatedDataset, samplesShape, seedShape, shuffleShape } from '../shared/generated-dataset.js';

const WEIGHTS = 'must be numbers from 0 to 1 that add up to at most 1: one for each class, or for each but the last';
const NUMBERS = 'must have a number for each feature';
/** More clusters than anybody wants, so that their corners can be drawn in bounded memory. */
const MAX_CLUSTERS = 2 ** 20;

const perFeature = z.union([z.number(), z.array(z.number()).readonly(), z.literal('random')]);

const shape = {
  /** Number of features; those without a purpose are noise. Default: `20`. */
  nFeatures: z.int().min(1).default(20).describe('Number of features; those without a purpose are noise.'),
  /** Number of features in which classes differ. Default: `2`. */
  nInformative: z.int().min(1).default(2).describe('Number of features in which classes differ.'),
  /** Number of features that are random sums of the informative ones. Default: `2`. */
  nRedundant: z.int().min(0).default(2).describe('Number of features that are random sums of the informative ones.'),
  /** Number of features that are copies of informative or redundant ones. Default: `0`. */
  nRepeated: z.int().min(0).default(0).describe('Number of features that are copies of informative or redundant ones.'),
  /** Number of classes. Default: `2`. */
  nClasses: z.int().min(1).default(2).describe('Number of classes.'),
  /** Number of clusters of each class. Default: `2`. */
  nClustersPerClass: z.int().min(1).default(2).describe('Number of clusters of each class.'),
  /** The share of each class; the last one may be left out. Default: equal shares. */
  weights: z
    .array(z.number().min(0))
    .readonly()
    .optional()
    .describe('The share of each class; the last one may be left out. Default: equal shares.'),
  /** Share of samples whose class is drawn at random. Default: `0.01`. */
  flipY: z.number().min(0).max(1).default(0.01).describe('Share of samples whose class is drawn at random.'),
  /** Half the distance between neighbouring clusters: larger is easier. Default: `1`. */
  classSep: z.number().gt(0).default(1).describe('Half the distance between neighbouring clusters: larger is easier.'),
  /** Whether clusters stand at the corners of a hypercube rather than of a random polytope. Default: `true`. */
  hypercube: z
    .boolean()
    .default(true)
    .describe('Whether clusters stand at the corners of a hypercube rather than of a random polytope.'),
  /** What is added to features: a number, a list of one for each, or random, from −classSep to classSep. Default: `0`. */
  shift: perFeature
    .default(0)
    .describe('What is added to features: a number, a list of one for each, or random, from −classSep to classSep.'),
  /** What features are then multiplied by: a number, a list of one for each, or random, from 1 to 101. Default: `1`. */
  scale: perFeature
    .default(1)
    .describe('What features are then multiplied by: a number, a list of one for each, or random, from 1 to 101.'),
};

const options = z
  .strictObject({ ...samplesShape, ...shape, ...shuffleShape, ...seedShape })
  .check(({ value, issues }) => {
    const complain = (option: keyof typeof value, message: string): void => {
      issues.push({ code: 'custom', input: value[option], path: [option], message });
    };
    const { nFeatures, nInformative, nRedundant, nRepeated, nClasses, nClustersPerClass, weights, shift, scale } =
      value;
    const used = nInformative + nRedundant + nRepeated;
    if (used > nFeatures)
      complain('nFeatures', `must be at least nInformative + nRedundant + nRepeated, ${used}, got ${nFeatures}`);
    const clusters = nClasses * nClustersPerClass;
    const most = Math.min(2 ** nInformative, MAX_CLUSTERS);
    if (clusters > most)
      complain(
        'nClasses',
        `must have at most ${most} clusters, nClasses · nClustersPerClass, got ${clusters}; more fit with a larger nInformative`,
      );
    if (weights && (![nClasses, nClasses - 1].includes(weights.length) || sumOf(weights) > 1 + 1e-9))
      complain('weights', WEIGHTS);
    for (const [option, numbers] of Object.entries({ shift, scale }))
      if (typeof numbers === 'object' && numbers.length !== nFeatures)
        complain(option as 'shift', `${NUMBERS}, ${nFeatures}, got ${numbers.length}`);
  });

/** Options of {@link classification}. */
export interface ClassificationOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof shuffleShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Classification: classes of normally distributed clusters at the corners of a hypercube, with features that tell
 * classes apart, sums and copies of them, and noise. Samples `{ input, target }` with `input` float64 `[nFeatures]` and
 * `target` int32.
 *
 * Without `shuffle`, features come in this order: informative, redundant, repeated, noise. The samples are those of
 * scikit-learn for the same `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, that do not go together, or more than 2²⁸ values. From `get`:
 * `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_classification`, after I. Guyon (2003), Design of experiments for the NIPS
 * 2003 variable selection benchmark.
 *
 * @example
 * ```ts
 * import { classification } from '@lml/datasets';
 *
 * const dataset = classification({ nSamples: 6, nFeatures: 4, flipY: 0, shuffle: false });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [6, 4]
 * dataset.columns?.target?.data; // => Int32Array.of(0, 0, 1, 1, 0, 1)
 * ```
 */
export const classification = defineComponent({
  kind: 'dataset',
  name: 'classification',
  summary: 'Classes with informative, redundant, repeated and useless features.',
  schema: options,
  examples: [{}, { nSamples: 30, nInformative: 3, nClasses: 3, weights: [0.5, 0.3], scale: 'random', randomState: 7 }],
  create: ({ randomState, ...settings }, { name }): Dataset => {
    const { nSamples: samples, nFeatures, nInformative } = settings;
    const width = Math.max(nFeatures, Math.ceil(nInformative ** 2 / samples));
    return generatedDataset({ name, randomState, samples, width }, (random) => classificationColumns(random, settings));
  },
});

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
