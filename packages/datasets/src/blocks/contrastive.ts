import {
  componentOption,
  defineComponent,
  derivedDataset,
  type Dataset,
  type Sample,
  type SampleContext,
} from '@lml/core';
import { after } from '@lml/core/engine';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { requireIndexed } from '../shared/indexed.js';
import { augmentations, jitter, viewsOf } from '../shared/views.js';

export type { AugmentFunction, AugmentInput } from '../shared/views.js';

const SUBJECT = "dataset 'contrastive'";

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /** How a view is made of a sample: one augmentation, or several that are applied in turn. */
  augment: augmentations.describe(
    'How a view is made of a sample: one augmentation, or several that are applied in turn.',
  ),
  /** Which part of a sample is augmented. Default: `'input'`. */
  key: z.string().default('input').describe('Which part of a sample is augmented.'),
  /** Whether the samples keep their target, for metrics or a probe. Default: `false`. */
  keepTarget: z.boolean().default(false).describe('Whether the samples keep their target, for metrics or a probe.'),
};

/** Options of {@link contrastive}. */
export interface ContrastiveOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Pairs of views: each sample of `dataset` becomes `{ input, positive }`, two augmentations of the same. The rest of the
 * sample is dropped, but for `target` with `keepTarget`.
 *
 * Randomness comes from the sample's context only (streams `view-0/…` and `view-1/…`), so a pair depends on
 * (seed, epoch, index) and on nothing else; `get` without a context gives that of seed 0, epoch 0. A transform is shown
 * `{ input }`, whatever `key` is, and what it makes of `input` is the view.
 *
 * @throws `LML_INVALID_OPTIONS` if `dataset` is a stream, which has no indices to draw by. From `get`:
 * `LML_INVALID_ARGUMENT` if a sample lacks `key`, a function is given or gives something other than an array, or a
 * transform drops `input`.
 *
 * @see T. Chen et al. (2020), A Simple Framework for Contrastive Learning of Visual Representations,
 * https://arxiv.org/abs/2002.05709, figure 2.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { contrastive, unlabelled } from '@lml/datasets';
 *
 * const dataset = contrastive({
 *   dataset: unlabelled({ inputs: [[10, 20], [30, 40]] }),
 *   augment: ({ data, shape }, random) => ndArray(Float32Array.from(data as Float32Array, (x) => x + random.integer(10)), { shape }),
 * });
 * await dataset.open();
 * dataset.get(1); // => { input: { dtype: 'float32', shape: [2], data: Float32Array.of(34, 42) }, positive: { dtype: 'float32', shape: [2], data: Float32Array.of(37, 48) } }
 * ```
 */
export const contrastive = defineComponent({
  kind: 'dataset',
  name: 'contrastive',
  summary: 'Two augmented views of each sample of a dataset.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [
    {
      dataset: {
        name: 'unlabelled',
        inputs: [
          [1, 2],
          [3, 4],
        ],
      },
      augment: jitter,
    },
    { dataset: { name: 'labelled', inputs: [1, 2], targets: [0, 1] }, augment: [jitter, jitter], keepTarget: true },
  ],
  create: ({ dataset: given, augment, key, keepTarget }): Dataset => {
    const dataset = requireIndexed(given, SUBJECT);
    const pair = (sample: Sample, index: number, context: SampleContext): Sample | Promise<Sample> =>
      after(viewsOf(sample, key, { index, augment, count: 2 }, context), ([input, positive]) => ({
        input,
        positive,
        ...(keepTarget && 'target' in sample && { target: sample['target'] }),
      }));
    return derivedDataset(dataset, {
      ...(key !== 'input' && { inputNames: undefined, inputTypes: undefined }),
      // The targets alone, so that a splitter that asks for them does not augment every sample.
      get columns() {
        const target = keepTarget ? dataset.columns?.['target'] : undefined;
        return target && { target };
      },
      get(index, context = defaultContext(index)) {
        return after(dataset.get(index, context), (sample) => pair(sample, index, context));
      },
    });
  },
});
