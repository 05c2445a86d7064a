import { componentOption, contextWithin, defineComponent, derivedStream, isDataset } from '@lml/core';
import { z } from 'zod';

import { indexView } from '../shared/index-view.js';
import { sameForm, type SameFormComponent } from '../shared/same-form.js';

const shape = {
  /** Where the samples come from: a dataset or a stream. */
  dataset: componentOption('dataset').describe('Where the samples come from: a dataset or a stream.'),
  /** How often each sample comes. */
  times: z.int().positive().describe('How often each sample comes.'),
};

/** Options of {@link repeat}. */
export interface RepeatOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A dataset several times over, so that an epoch is longer: all samples, then all again. Where samples are augmented each time has
 * draws of its own. A stream gives a stream, which is begun anew for each time.
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see `tf.data.Dataset.repeat`.
 *
 * @example
 * ```ts
 * import { repeat, unlabelled } from '@lml/datasets';
 *
 * const dataset = repeat({ dataset: unlabelled({ inputs: [1, 2, 3] }), times: 4 });
 * await dataset.open();
 * dataset.length; // => 12
 * ```
 */
export const repeat: SameFormComponent<'repeat', RepeatOptions> = defineComponent({
  kind: 'dataset',
  name: 'repeat',
  summary: 'A dataset or a stream several times over.',
  schema: z.strictObject(shape),
  examples: [
    { dataset: { name: 'unlabelled', inputs: [1, 2] }, times: 3 },
    { dataset: { name: 'chain', datasets: [{ name: 'unlabelled', inputs: [1, 2] }] }, times: 2 },
  ],
  create: ({ dataset, times }) => {
    if (isDataset(dataset)) {
      const view = indexView(dataset, {
        open: () => dataset.open(),
        length: () => dataset.length * times,
        at: (position) => position % dataset.length,
      });
      return sameForm(view);
    }
    const stream = derivedStream(dataset, {
      async *iterate(context) {
        for (let time = 0; time < times; time++)
          yield* dataset.iterate({ ...contextWithin(context, `time-${time}`), seed: context.seed });
      },
    });
    return sameForm(stream);
  },
});
