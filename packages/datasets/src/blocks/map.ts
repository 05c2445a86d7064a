import {
  componentOption,
  contextWithin,
  defineComponent,
  derivedDataset,
  derivedStream,
  InvalidArgumentError,
  isDataset,
  type Sample,
  type SampleContext,
} from '@lml/core';
import { after } from '@lml/core/engine';
import { z } from 'zod';

import { defaultContext } from '../shared/default-context.js';
import { sameForm, type SameFormComponent } from '../shared/same-form.js';

/** Makes a sample of a sample, without changing what it is given. Random numbers are drawn from the context and from nowhere else. */
export type MapFunction = (sample: Sample, context: SampleContext) => Sample | Promise<Sample>;

const shape = {
  /** Where the samples come from: a dataset or a stream. */
  dataset: componentOption('dataset').describe('Where the samples come from: a dataset or a stream.'),
  /** What is made of each sample: a function of the sample and its context, in code. */
  apply: z
    .custom<MapFunction>((value) => typeof value === 'function', 'must be a function of a sample, in code')
    .describe('What is made of each sample: a function of the sample and its context, in code.'),
};

/** Options of {@link map}. */
export interface MapOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * What a function makes of each sample: keys renamed, targets computed, parts left out. It belongs to one dataset; what is to be done to
 * the samples of a whole data module is a transform.
 *
 * A project file cannot hold a function, so in YAML there is no `map`, and a checkpoint of data with one says that its data have to be
 * given again. Random draws come from the context: `context.random('name')`. Names of classes are passed on, columns and the names of
 * features are not, since the function may change anything.
 *
 * @throws `LML_INVALID_OPTIONS` for what is no function. From `get`: `LML_INVALID_ARGUMENT` if the function gives no sample.
 *
 * @see `tf.data.Dataset.map`.
 *
 * @example
 * ```ts
 * import { labelled, map } from '@lml/datasets';
 *
 * const dataset = map({
 *   dataset: labelled({ inputs: [1, 2], targets: [10, 20] }),
 *   apply: ({ input, target }) => ({ input, target: (target as number) / 10 }),
 * });
 * await dataset.open();
 * dataset.get(1); // => { input: 2, target: 2 }
 * ```
 */
export const map: SameFormComponent<'map', MapOptions> = defineComponent({
  kind: 'dataset',
  name: 'map',
  summary: 'What a function makes of each sample of a dataset or a stream.',
  changesSamples: true,
  schema: z.strictObject(shape),
  examples: [{ dataset: { name: 'unlabelled', inputs: [1, 2] }, apply: rename }],
  create: ({ dataset, apply }) => {
    const mapped = (sample: Sample, context: SampleContext): Sample | Promise<Sample> =>
      after(apply(sample, contextWithin(context, 'map')), checked);
    if (!isDataset(dataset))
      return sameForm(
        derivedStream(dataset, {
          ...UNKNOWN,
          async *iterate(context) {
            let position = 0;
            for await (const sample of dataset.iterate(context)) {
              const place = String(position++);
              yield await mapped(sample, contextWithin(context, place));
            }
          },
        }),
      );
    return sameForm(
      derivedDataset(dataset, {
        ...UNKNOWN,
        get: (index, context = defaultContext(index)) =>
          after(dataset.get(index, contextWithin(context, 'dataset')), (sample) => mapped(sample, context)),
      }),
    );
  },
});

/** What the features are called is not known once samples are changed. */
const UNKNOWN = { inputNames: undefined, inputTypes: undefined };

function checked(sample: unknown): Sample {
  if (typeof sample === 'object' && sample !== null && !Array.isArray(sample)) return sample as Sample;
  const remedy = sample === undefined ? 'Is a return missing?' : undefined;
  throw new InvalidArgumentError('What apply gives', 'a sample, a record of parts', sample, remedy);
}

function rename({ input }: Sample): Sample {
  return { target: input };
}
