import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { labels, matrix, shuffleSamples } from '../shared/generated-columns.js';
import { generatedDataset, invalidOption, seedShape, shuffleShape } from '../shared/generated-dataset.js';

const shape = {
  /** Number of samples, divided equally among the clusters, or a list of one number for each cluster. Default: `100`. */
  nSamples: z
    .union([z.int().min(1), z.array(z.int().min(0)).min(1).readonly()])
    .default(100)
    .describe('Number of samples, divided equally among the clusters, or a list of one number for each cluster.'),
  /** Number of features, where centers does not say it. Default: `2`. */
  nFeatures: z.int().min(1).default(2).describe('Number of features, where centers does not say it.'),
  /** Number of clusters, or their centers. Default: 3, or as many as nSamples lists. */
  centers: z
    .union([z.int().min(1), z.array(z.array(z.number()).min(1).readonly()).min(1).readonly()])
    .optional()
    .describe('Number of clusters, or their centers. Default: 3, or as many as nSamples lists.'),
  /** Standard deviation of the clusters, or a list of one for each. Default: `1`. */
  clusterStd: z
    .union([z.number().min(0), z.array(z.number().min(0)).min(1).readonly()])
    .default(1)
    .describe('Standard deviation of the clusters, or a list of one for each.'),
  /** The least and the largest coordinate of centers that are drawn. Default: `[-10, 10]`. */
  centerBox: z
    .tuple([z.number(), z.number()])
    .readonly()
    .default([-10, 10])
    .describe('The least and the largest coordinate of centers that are drawn.'),
};

/** Options of {@link blobs}. */
export interface BlobsOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof shuffleShape>>,
    z.input<z.ZodObject<typeof seedShape>> {}

/**
 * Blobs: clusters of points, normally distributed around centers, each cluster a class. Samples `{ input, target }`
 * with `input` float64 `[nFeatures]` and `target` int32.
 *
 * Centers are drawn evenly in a box unless they are given. The samples are those of scikit-learn for the same
 * `randomState`, to 1e-12 of the largest value.
 *
 * @throws `LML_INVALID_OPTIONS` for options out of range, or lists of different lengths, or more than 2²⁸ values. From
 * `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see scikit-learn, `sklearn.datasets.make_blobs`.
 *
 * @example
 * ```ts
 * import { blobs } from '@lml/datasets';
 *
 * const dataset = blobs({ nSamples: [2, 1], centers: [[0, 0], [5, 5]], clusterStd: 0, shuffle: false });
 * await dataset.open();
 * dataset.columns?.input?.data; // => Float64Array.of(0, 0, 0, 0, 5, 5)
 * dataset.columns?.target?.data; // => Int32Array.of(0, 0, 1)
 * ```
 */
export const blobs = defineComponent({
  kind: 'dataset',
  name: 'blobs',
  summary: 'Clusters of normally distributed points, each a class.',
  schema: z.strictObject({ ...shape, ...shuffleShape, ...seedShape }),
  examples: [
    {},
    { nSamples: [3, 4], clusterStd: [0.5, 2], randomState: 7 },
    {
      centers: [
        [0, 0, 0],
        [3, 3, 3],
      ],
    },
  ],
  create: ({ nSamples, nFeatures, centers, clusterStd, centerBox, shuffle, randomState }, { name }): Dataset => {
    const listed = typeof nSamples === 'number' ? undefined : nSamples.length;
    const clusters = typeof centers === 'object' ? centers.length : (centers ?? listed ?? 3);
    checkLength(name, 'nSamples', listed, clusters);
    checkLength(name, 'clusterStd', typeof clusterStd === 'number' ? undefined : clusterStd.length, clusters);
    const features = typeof centers === 'object' ? centers[0]!.length : nFeatures;
    if (typeof centers === 'object' && centers.some(({ length }) => length !== features))
      throw invalidOption(name, 'centers', 'must be points with as many coordinates each');
    const counts = typeof nSamples === 'number' ? equalShares(nSamples, clusters) : nSamples;
    const samples = counts.reduce((sum, count) => sum + count, 0);
    if (samples === 0) throw invalidOption(name, 'nSamples', 'must add up to 1 or more, got only zeros');
    return generatedDataset({ name, randomState, samples, width: features }, (random) => {
      const middle = typeof centers === 'object' ? centers.flat() : random.uniform(...centerBox, clusters * features);
      const data = random.standardNormal(samples * features);
      let at = 0;
      for (const [cluster, count] of counts.entries()) {
        const deviation = typeof clusterStd === 'number' ? clusterStd : clusterStd[cluster]!;
        for (const end = at + count * features; at < end; at++)
          data[at] = middle[cluster * features + (at % features)]! + deviation * data[at]!;
      }
      const ordered = { input: matrix(data, features), target: labels(counts) };
      return shuffle ? shuffleSamples(random, ordered) : ordered;
    });
  },
});

function checkLength(name: string, option: string, length: number | undefined, clusters: number): void {
  if (length === undefined || length === clusters) return;
  throw invalidOption(name, option, `must have an entry for each of the ${clusters} clusters, got ${length}`);
}

/** Whole numbers that add up to `total`; the first ones get what is left over. */
function equalShares(total: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, at) => Math.floor(total / parts) + (at < total % parts ? 1 : 0));
}
