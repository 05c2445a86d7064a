import { componentOption, defineComponent, derivedDataset, type Dataset } from '@lml/core';
import { after } from '@lml/core/engine';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { requireIndexed } from '../shared/indexed.js';
import { augmentations, jitter, viewsOf } from '../shared/views.js';

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /** How a view is made of a sample: one augmentation, or several that are applied in turn. */
  augment: augmentations.describe(
    'How a view is made of a sample: one augmentation, or several that are applied in turn.',
  ),
  /** How many views there are of each sample. Default: `2`. */
  views: z.int().min(1).max(64).default(2).describe('How many views there are of each sample.'),
  /** Which part of a sample is augmented. Default: `'input'`. */
  key: z.string().default('input').describe('Which part of a sample is augmented.'),
};

/** Options of {@link multiView}. */
export interface MultiViewOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Several views of each sample: its input becomes the record `{ view0, view1, … }`, each an augmentation of the same; all else of the
 * sample stays. A model of several inputs takes them, or a learner of one's own one after the other. For pairs see {@link contrastive}.
 *
 * Randomness comes from the sample's context only (streams `view-0/…`, `view-1/…` …), so the views depend on (seed, epoch, index) and on
 * nothing else; `get` without a context gives those of seed 0, epoch 0. A transform is shown `{ input }`, whatever `key` is, and what it
 * makes of `input` is the view.
 *
 * @throws `LML_INVALID_OPTIONS` if `dataset` is a stream, which has no indices to draw by. From `get`: `LML_INVALID_ARGUMENT` if a
 * sample lacks `key`, a function is given or gives something other than an array, or a transform drops `input`.
 *
 * @see M. Caron et al. (2020), Unsupervised Learning of Visual Features by Contrasting Cluster Assignments,
 * https://arxiv.org/abs/2006.09882, on several views of an image.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { labelled, multiView } from '@lml/datasets';
 *
 * const dataset = multiView({
 *   dataset: labelled({ inputs: [10, 20], targets: [0, 1] }),
 *   augment: ({ data, shape }, random) => ndArray(Float32Array.from(data as Float32Array, (x) => x + random.integer(5)), { shape }),
 *   views: 3,
 * });
 * await dataset.open();
 * Object.keys((await dataset.get(1)).input as object); // => ['view0', 'view1', 'view2']
 * ```
 */
export const multiView = defineComponent({
  kind: 'dataset',
  name: 'multi-view',
  summary: 'Several augmented views of each sample of a dataset.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [
    { dataset: { name: 'labelled', inputs: [1, 2], targets: [0, 1] }, augment: jitter, views: 3 },
    { dataset: { name: 'unlabelled', inputs: [[1, 2], [3, 4]] }, augment: [jitter, jitter] }, // prettier-ignore
  ],
  create: ({ dataset: given, augment, views: count, key }): Dataset => {
    const dataset = requireIndexed(given, "dataset 'multi-view'");
    return derivedDataset(dataset, {
      // What is not augmented, so that a splitter that asks for targets does not make views of every sample.
      get columns() {
        const { [key]: _, ...columns } = dataset.columns ?? {};
        return columns;
      },
      get: (index, context = defaultContext(index)) =>
        after(dataset.get(index, context), (sample) =>
          after(viewsOf(sample, key, { index, augment, count }, context), (views) => ({
            ...sample,
            [key]: Object.fromEntries(views.map((view, at) => [`view${at}`, view])),
          })),
        ),
    });
  },
});
