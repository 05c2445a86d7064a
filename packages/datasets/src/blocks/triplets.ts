import { componentOption, defineComponent, derivedDataset, InvalidArgumentError, type Dataset } from '@lml/core';
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
  /** Whether the samples keep the target of the anchor, for metrics or a probe. Default: `false`. */
  keepTarget: z
    .boolean()
    .default(false)
    .describe('Whether the samples keep the target of the anchor, for metrics or a probe.'),
};

/** Options of {@link triplets}. */
export interface TripletsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Triplets: each sample of `dataset` as an anchor, with another one of its class and one of another class that are drawn,
 * `{ input, positive, negative }`. Samples that are alone in their class are no anchors, and are left out; they may be negatives.
 *
 * Both follow from the context of the sample, so from (seed, epoch, position): each epoch has other triplets; `get` without a context gives that of seed 0, epoch
 * 0. They are drawn among all samples of `dataset`, so split it first: give a data module triplets of the training samples as
 * `train`, rather than triplets as `dataset` with a split.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream. From `open`: `LML_INVALID_ARGUMENT` if the column is not one class a sample, or there are
 * fewer than two classes, or no class has two samples. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range, or a
 * sample without `input`.
 *
 * @see F. Schroff, D. Kalenichenko, J. Philbin (2015), FaceNet: A Unified Embedding for Face Recognition and Clustering.
 *
 * @example
 * ```ts
 * import { labelled, triplets } from '@lml/datasets';
 *
 * const dataset = triplets({ dataset: labelled({ inputs: [1, 2, 10], targets: [0, 0, 1] }) });
 * await dataset.open();
 * dataset.length; // => 2
 * dataset.get(0); // => { input: 1, positive: 2, negative: 10 }
 * ```
 */
export const triplets = defineComponent({
  kind: 'dataset',
  name: 'triplets',
  summary: 'Each sample with one of its class and one of another.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [
    { dataset: { name: 'labelled', inputs: [1, 2, 3, 4, 5], targets: [0, 0, 1, 1, 2] } },
    { dataset: 'iris', keepTarget: true },
  ],
  create: ({ dataset: given, column, keepTarget }): Dataset => {
    const dataset = requireIndexed(given, "dataset 'triplets'");
    const opened = openOnce(async () => {
      await dataset.open();
      const groups = await groupByClass(dataset, column);
      const all = Array.from({ length: dataset.length }, (_, index) => index);
      const anchors = Int32Array.from(all.filter((index) => groups.countOf(index) > 1));
      if (anchors.length > 0) return { groups, anchors };
      throw new InvalidArgumentError(
        `'${column}'`,
        'of classes of which one has two samples',
        'classes of one sample each',
      );
    });
    let original: Int32Array | undefined;
    return derivedDataset(dataset, {
      open: opened.open,
      get length() {
        return opened.value.anchors.length;
      },
      get indices() {
        const whole = dataset.indices;
        return (original ??= opened.value.anchors.map((index) => whole?.[index] ?? index));
      },
      source(index, key) {
        const row = opened.value.anchors[index]!;
        return dataset.source?.(row, key) ?? { row };
      },
      get(index, context = defaultContext(index)) {
        const { groups, anchors } = opened.value;
        checkIndex(index, anchors.length);
        const anchor = anchors[index]!;
        const random = context.random('partners');
        const indices = [anchor, groups.drawAlike(anchor, random)!, groups.drawUnlike(anchor, random)];
        return inputsOf(dataset, indices, context, ([input, positive, negative], sample) => ({
          input,
          positive,
          negative,
          ...(keepTarget && { target: sample['target'] }),
        }));
      },
    });
  },
});
