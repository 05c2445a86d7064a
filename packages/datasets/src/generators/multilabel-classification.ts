import { defineComponent, ndArray, type Dataset } from '@lml/core';
import { z } from 'zod';

import { generatedDataset, invalidOption, samplesShape, seedShape } from '../shared/generated-dataset.js';
import { drawDocument, wordsOfClasses } from '../shared/labelled-documents.js';

const shape = {
  /** Number of features: different words. Default: `20`. */
  nFeatures: z.int().min(1).default(20).describe('Number of features: different words.'),
  /** Number of classes. Default: `5`. */
  nClasses: z.int().min(1).default(5).describe('Number of classes.'),
  /** Mean number of classes of a sample, before those beyond nClasses are drawn again. Default: `2`. */
  nLabels: z
    .int()
    .min(0)
    .max(10_000)
    .default(2)
    .describe('Mean number of classes of a sample, before those beyond nClasses are drawn again.'),
  /** Mean sum of the features: words of a document. Default: `50`. */
  length: z.int().min(1).max(1_000_000).default(50).describe('Mean sum of the features: words of a document.'),
  /** Whether a sample may be in no class. Default: `true`. */
  allowUnlabeled: z.boolean().default(true).describe('Whether a sample may be in no class.'),
};

/** Numbers of labels that are drawn less often than this are not waited for. */
const SELDOM = 1e-4;

/** Options of {@link multilabelClassification}. */
export interface MultilabelClassificationOptions
  extends
    z.input<z.ZodObject<typeof samplesShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Multi-label classification: documents as counts of words, each in several classes, which differ in how often they use
 * a word. Samples `{ input, target }` with `input` float64 `[nFeatures]`, whole numbers, and `target` int32
 * `[nClasses]`, 1 where the sample is in the class.
 *
 * The numbers of classes and of words are Poisson-distributed. The samples are those of scikit-learn for the same
 * `randomState`.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or where next to no sample could have so many labels, or more
 * than 2²⁸ values. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_multilabel_classification`.
 *
 * @example
 * ```ts
 * import { multilabelClassification } from '@lml/datasets';
 *
 * const dataset = multilabelClassification({ nSamples: 20, nClasses: 3 });
 * await dataset.open();
 * dataset.columns?.input?.shape; // => [20, 20]
 * dataset.columns?.target?.shape; // => [20, 3]
 * ```
 */
export const multilabelClassification = defineComponent({
  kind: 'dataset',
  name: 'multilabel-classification',
  summary: 'Counts of words of documents that are in several classes.',
  schema: z.strictObject({ ...samplesShape, ...shape, ...seedShape }),
  examples: [{}, { nSamples: 10, nFeatures: 6, nClasses: 3, nLabels: 1, allowUnlabeled: false, randomState: 7 }],
  create: ({ nSamples: samples, nFeatures, nClasses, randomState, ...settings }, { name }): Dataset => {
    const { nLabels, allowUnlabeled } = settings;
    if (!isLikely(nLabels, allowUnlabeled ? 0 : 1, nClasses))
      throw invalidOption(
        name,
        'nLabels',
        `must be a mean with which samples have ${allowUnlabeled ? 0 : 1} to ${nClasses} labels, got ${nLabels}`,
      );
    const width = Math.max(nFeatures, nClasses, Math.ceil((nFeatures * nClasses) / samples));
    return generatedDataset({ name, randomState, samples, width }, (random) => {
      const language = wordsOfClasses(random, nFeatures, nClasses);
      const input = new Float64Array(samples * nFeatures);
      const target = new Int32Array(samples * nClasses);
      for (let row = 0; row < samples; row++) {
        const { words, classes } = drawDocument(random, language, settings);
        for (const word of words) input[row * nFeatures + word]! += 1;
        for (const label of classes) target[row * nClasses + label] = 1;
      }
      return {
        input: ndArray(input, { shape: [samples, nFeatures] }),
        target: ndArray(target, { shape: [samples, nClasses] }),
      };
    });
  },
});

/** Whether a Poisson-distributed count lies from `low` to `high` often enough to wait for it. */
function isLikely(mean: number, low: number, high: number): boolean {
  let [chance, logTerm] = [0, -mean];
  for (let count = 0; count <= high && chance < SELDOM; count++) {
    if (count > 0) logTerm += Math.log(mean / count);
    if (count >= low) chance += Math.exp(logTerm);
  }
  return chance >= SELDOM;
}
