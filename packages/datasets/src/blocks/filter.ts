import { componentOption, defineComponent, derivedStream, isDataset, type Dataset, type Sample } from '@lml/core';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { indexView } from '../shared/index-view.js';
import { openOnce } from '../shared/open-once.js';
import { sameForm, type SameFormComponent } from '../shared/same-form.js';

/** Whether a sample is kept. `index` is its index in the dataset, or its position in the stream. */
export type SamplePredicate = (sample: Sample, index: number) => boolean | Promise<boolean>;

const shape = {
  /** Where the samples come from: a dataset or a stream. */
  dataset: componentOption('dataset').describe('Where the samples come from: a dataset or a stream.'),
  /** Which samples are kept: a function that says so of a sample and its index, in code. */
  where: z
    .custom<SamplePredicate>((value) => typeof value === 'function', 'must be a function of a sample, in code')
    .describe('Which samples are kept: a function that says so of a sample and its index, in code.'),
};

/** Options of {@link filter}. */
export interface FilterOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The samples of which a function says so. Of a dataset each sample is read once, when it is opened; from then on it is a part of the
 * dataset, by indices. Of a stream samples are judged as they come.
 *
 * A project file cannot hold a function, so in YAML there is no `filter`; `dataset-subset` takes indices.
 *
 * @throws `LML_INVALID_OPTIONS` for what is no function. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see `tf.data.Dataset.filter`.
 *
 * @example
 * ```ts
 * import { filter, labelled } from '@lml/datasets';
 *
 * const dataset = filter({
 *   dataset: labelled({ inputs: [1, 2, 3], targets: [0, 1, 0] }),
 *   where: ({ target }) => target === 0,
 * });
 * await dataset.open();
 * dataset.length; // => 2
 * dataset.get(1); // => { input: 3, target: 0 }
 * ```
 */
export const filter: SameFormComponent<'filter', FilterOptions> = defineComponent({
  kind: 'dataset',
  name: 'filter',
  summary: 'The samples of a dataset or a stream of which a function says so.',
  schema: z.strictObject(shape),
  examples: [{ dataset: { name: 'unlabelled', inputs: [1, 2, 3, 4] }, where: isEven }],
  create: ({ dataset, where }) => {
    if (isDataset(dataset)) {
      const kept = openOnce(() => indicesWhere(dataset, where));
      return sameForm(
        indexView(dataset, {
          open: kept.open,
          length: () => kept.value.length,
          at: (position) => kept.value[position]!,
        }),
      );
    }
    const stream = derivedStream(dataset, {
      async *iterate(context) {
        let position = 0;
        for await (const sample of dataset.iterate(context)) if (await where(sample, position++)) yield sample;
      },
    });
    return sameForm(stream);
  },
});

async function indicesWhere(dataset: Dataset, where: SamplePredicate): Promise<Int32Array> {
  await dataset.open();
  const { length } = dataset;
  const kept: number[] = [];
  for (let index = 0; index < length; index++)
    if (await where(await dataset.get(index, defaultContext(index)), index)) kept.push(index);
  return Int32Array.from(kept);
}

function isEven({ input }: Sample): boolean {
  return (input as number) % 2 === 0;
}
