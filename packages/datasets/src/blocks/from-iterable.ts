import {
  defineComponent,
  InvalidArgumentError,
  type IterableDataset,
  type Sample,
  type StreamContext,
} from '@lml/core';
import { z } from 'zod';

/** Samples that come one after the other. */
export type SampleIterable = AsyncIterable<Sample> | Iterable<Sample>;

/** Where samples come from: something that can be iterated, or a function that gives that for each epoch. */
export type SampleSourceInput = SampleIterable | ((context: StreamContext) => SampleIterable);

const shape = {
  /** The samples: an (async) iterable, or a function that gives one for each epoch, in code. */
  source: z
    .custom<SampleSourceInput>(
      (value) => typeof value === 'function' || isIterable(value),
      'must be an iterable of samples, or a function that gives one, in code',
    )
    .describe('The samples: an (async) iterable, or a function that gives one for each epoch, in code.'),
  /** The names of the classes that targets number from 0. Default: none. */
  classNames: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The names of the classes that targets number from 0. Default: none.'),
};

/** Options of {@link fromIterable}. */
export interface FromIterableOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A stream of samples from whatever can be iterated: a list, a generator, a stream of Node's in object mode, a `ReadableStream`; or from
 * a function that gives such a thing for each epoch, and is handed the epoch, the seed and random draws. A project file cannot hold
 * either.
 *
 * What can be read only once, as generators and streams are, serves one epoch; give a function for more, and for a run that is to be
 * resumed.
 *
 * @throws `LML_INVALID_OPTIONS` for what cannot be iterated. While it is read: `LML_INVALID_ARGUMENT` if the function gives nothing that
 * can be iterated, a sample is no record, or what can be read only once is read again.
 *
 * @see `tf.data.generator`; PyTorch's `IterableDataset`.
 *
 * @example
 * ```ts
 * import { DataLoader } from '@lml/core';
 * import { fromIterable } from '@lml/datasets';
 *
 * const stream = fromIterable({
 *   source: async function* ({ epoch }) {
 *     for (let at = 0; at < 4; at++) yield { input: 10 * epoch + at };
 *   },
 * });
 * const loader = new DataLoader({ dataset: stream, batchSize: 4 });
 * await loader.open();
 * for await (const { batch } of loader.iterate(1)) {
 *   batch; // => { input: { dtype: 'float32', shape: [4], data: Float32Array.of(10, 11, 12, 13) } }
 * }
 * ```
 */
export const fromIterable = defineComponent({
  kind: 'dataset',
  name: 'from-iterable',
  summary: 'A stream of samples from an iterable, a stream of Node, or a function that gives one for each epoch.',
  schema: z.strictObject(shape),
  examples: [{ source: () => [{ input: 1 }, { input: 2 }] }, { source: [{ input: 1 }], classNames: ['a'] }],
  create: ({ source, classNames }): IterableDataset => {
    let isUsed = false;
    const begin = (context: StreamContext): SampleIterable => {
      if (typeof source === 'function') {
        const given: unknown = source(context);
        if (isIterable(given)) return given;
        throw new InvalidArgumentError('What source gives', 'samples that can be iterated', given);
      }
      if (isUsed && canBeReadOnce(source)) {
        const remedy = 'Give a function that makes a new one: fromIterable({ source: () => … }).';
        throw new InvalidArgumentError('source', 'something that can be read again, for another epoch', source, remedy);
      }
      isUsed = true;
      return source;
    };
    return {
      open() {},
      classNames,
      async *iterate(context) {
        let position = 0;
        for await (const sample of begin(context)) yield checked(sample, position++);
      },
    };
  },
});

function isIterable(value: unknown): value is SampleIterable {
  return typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value);
}

/** Iterators iterate themselves; streams of Node and of the web lock or end. */
function canBeReadOnce(source: SampleIterable): boolean {
  return 'next' in source || 'pipe' in source || 'getReader' in source;
}

function checked(sample: unknown, position: number): Sample {
  if (typeof sample === 'object' && sample !== null && !Array.isArray(sample) && !ArrayBuffer.isView(sample))
    return sample as Sample;
  const expected = 'a record of parts, such as { input, target }';
  const remedy = sample instanceof Uint8Array ? 'A stream of Node must be in object mode.' : undefined;
  throw new InvalidArgumentError(`Sample ${position} of source`, expected, sample, remedy);
}
