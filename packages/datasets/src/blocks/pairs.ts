import { componentOption, defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { checkIndex } from '../shared/check-index.js';
import { groupByClass } from '../shared/class-groups.js';
import { defaultContext } from '../shared/default-context.js';
import { requireIndexed } from '../shared/indexed.js';
import { openOnce } from '../shared/open-once.js';
import { inputsOf } from '../shared/partners.js';

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /** The part of a sample that is its class: one number or text. Default: `'target'`. */
  column: z.string().default('target').describe('The part of a sample that is its class: one number or text.'),
  /** The share of pairs that are of one class, from 0 to 1. Default: `0.5`. */
  share: z.number().min(0).max(1).default(0.5).describe('The share of pairs that are of one class, from 0 to 1.'),
  /** The target of a pair of one class. Default: `1`. */
  same: z.number().default(1).describe('The target of a pair of one class.'),
  /** The target of a pair of two classes; −1 for a cosine embedding loss. Default: `0`. */
  different: z.number().default(0).describe('The target of a pair of two classes; −1 for a cosine embedding loss.'),
};

/** Options of {@link pairs}. */
export interface PairsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Pairs of samples, and whether they are of one class, for Siamese networks: each sample of `dataset` with a partner that is drawn,
 * `{ input: { first, second }, target }`. First it is drawn whether the partner is of the same class, and then which of them it is, each as likely.
 * The only sample of a class is always paired with another class.
 *
 * The partner follows from the context of the sample, so from (seed, epoch, position): each epoch has other pairs; `get` without a context gives
 * that of seed 0, epoch 0. Partners are drawn among all samples of `dataset`, so split it first: give a data module pairs of the
 * training samples as `train`, rather than pairs as `dataset` with a split.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream. From `open`: `LML_INVALID_ARGUMENT` if the column is not one class a sample, or there are
 * fewer than two classes. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range, or a sample without `input`.
 *
 * @see J. Bromley et al. (1993), Signature Verification Using a "Siamese" Time Delay Neural Network.
 *
 * @example
 * ```ts
 * import { labelled, pairs } from '@lml/datasets';
 *
 * const dataset = pairs({ dataset: labelled({ inputs: [1, 2, 10], targets: [0, 0, 1] }), share: 1 });
 * await dataset.open();
 * dataset.get(0); // => { input: { first: 1, second: 2 }, target: 1 }
 * (await dataset.get(2))['target']; // => 0
 * ```
 */
export const pairs = defineComponent({
  kind: 'dataset',
  name: 'pairs',
  summary: 'Pairs of samples, and whether they are of one class.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [
    { dataset: { name: 'labelled', inputs: [1, 2, 3, 4], targets: [0, 0, 1, 1] } },
    { dataset: 'iris', share: 0.2, different: -1 },
  ],
  create: ({ dataset: given, column, share, same, different }): Dataset => {
    const dataset = requireIndexed(given, "dataset 'pairs'");
    const groups = openOnce(async () => {
      await dataset.open();
      return groupByClass(dataset, column);
    });
    return {
      open: groups.open,
      get length() {
        return dataset.length;
      },
      get indices() {
        return dataset.indices;
      },
      source: (index, key) => dataset.source?.(index, key),
      get(index, context = defaultContext(index)) {
        checkIndex(index, dataset.length);
        const random = context.random('partner');
        const alike = random.boolean(share) ? groups.value.drawAlike(index, random) : undefined;
        const partner = alike ?? groups.value.drawUnlike(index, random);
        const target = alike === undefined ? different : same;
        return inputsOf(dataset, [index, partner], context, ([first, second]) => ({
          input: { first, second },
          target,
        }));
      },
    };
  },
});
