import {
  defineComponent,
  InvalidArgumentError,
  isTensor,
  ndArray,
  toNdArray,
  type IterableDataset,
  type Sample,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** What is needed of a `tf.data.Dataset`. */
export interface TfDataset {
  /** Begins to read it. */
  iterator(): Promise<Pick<AsyncIterator<unknown, unknown, undefined>, 'next'>>;
}

const KEYS = { xs: 'input', ys: 'target', 0: 'input', 1: 'target' };

const shape = {
  /** A `tf.data.Dataset` of single elements, not of batches; or a function that makes one for each epoch, in code. */
  dataset: z
    .custom<TfDataset | (() => TfDataset | Promise<TfDataset>)>(
      (value) => typeof value === 'function' || isTfDataset(value),
      'must be a tf.data.Dataset, or a function that makes one, in code',
    )
    .describe(
      'A `tf.data.Dataset` of single elements, not of batches; or a function that makes one for each epoch, in code.',
    ),
  /**
   * What the parts of an element are called in a sample; those of a list by their number. Others keep their names.
   * Default: xs and 0 are `input`, ys and 1 `target`.
   */
  keys: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'What the parts of an element are called in a sample; those of a list by their number. Others keep their names. Default: xs and 0 are `input`, ys and 1 `target`.',
    ),
  /**
   * Whether the tensors of an element are disposed once they were copied; false where they are used elsewhere too, as
   * those of a list of tensors are. Default: `true`.
   */
  dispose: z
    .boolean()
    .default(true)
    .describe(
      'Whether the tensors of an element are disposed once they were copied; false where they are used elsewhere too, as those of a list of tensors are.',
    ),
  /** The names of the classes that targets number from 0. Default: none. */
  classNames: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('The names of the classes that targets number from 0. Default: none.'),
};

/** Options of {@link tfData}. */
export interface TfDataOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The elements of a `tf.data.Dataset` as a stream of samples: tensors become arrays and are disposed, a record keeps its keys, with
 * `xs` as `input` and `ys` as `target`, a list of two is input and target, and anything else is `input`. A project file cannot
 * hold one.
 *
 * It is read anew for each epoch. What it draws itself, `shuffle` without a seed say, is not LML's, and a run that is resumed may
 * draw other samples; shuffle by the loader instead (`shuffle: true`).
 *
 * @throws `LML_INVALID_OPTIONS` for anything else. While it is read: `LML_INVALID_ARGUMENT` for complex numbers.
 *
 * @see https://js.tensorflow.org/api/latest/#Data
 *
 * @example
 * ```ts
 * import { DataLoader } from '@lml/core';
 * import { tfData } from '@lml/datasets';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const stream = tfData({ dataset: tf.data.array([1, 2, 3]).map((x) => ({ xs: tf.tensor1d([x as number]), ys: tf.scalar(0) })) });
 * const loader = new DataLoader({ dataset: stream, batchSize: 3 });
 * await loader.open();
 * for await (const { batch } of loader.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 1], data: Float32Array.of(1, 2, 3) }
 * }
 * ```
 */
export const tfData = defineComponent({
  kind: 'dataset',
  name: 'tf-data',
  summary: 'The elements of a tf.data.Dataset as a stream of samples.',
  schema: z.strictObject(shape),
  examples: [{ dataset: exampleDataset() }, { dataset: exampleDataset, keys: { xs: 'image' }, classNames: ['a', 'b'] }],
  create: ({ dataset, keys = KEYS, dispose, classNames }): IterableDataset => ({
    open() {},
    classNames,
    async *iterate() {
      const given: unknown = typeof dataset === 'function' ? await dataset() : dataset;
      if (!isTfDataset(given)) throw new InvalidArgumentError('What dataset gives', 'a tf.data.Dataset', given);
      const iterator = await given.iterator();
      for (;;) {
        const { done, value } = await iterator.next();
        if (done === true) return;
        yield await sampleOf(value, keys, dispose);
      }
    },
  }),
});

async function sampleOf(element: unknown, keys: Readonly<Record<string, string>>, dispose: boolean): Promise<Sample> {
  const tensors: tf.Tensor[] = [];
  const convert = async (value: unknown): Promise<unknown> => {
    if (isTensor(value)) {
      tensors.push(value);
      return valueOf(value);
    }
    if (ArrayBuffer.isView(value)) return ndArray(value as Float32Array);
    if (Array.isArray(value) && ['number', 'boolean'].includes(typeof value[0])) return ndArray(value as number[]);
    if (!isRecord(value)) return value;
    const parts = await Promise.all(
      Object.entries(value).map(async ([key, part]) => [key, await convert(part)] as const),
    );
    return Object.fromEntries(parts);
  };
  try {
    const isParts = isRecord(element) || (Array.isArray(element) && element.some((part) => typeof part === 'object'));
    if (!isParts) return { input: await convert(element) };
    const parts = await Promise.all(Object.entries(element).map(async ([key, part]) => [keys[key] ?? key, await convert(part)] as const)); // prettier-ignore
    return Object.fromEntries(parts);
  } finally {
    if (dispose) for (const tensor of tensors) if (!tensor.isDisposed) tensor.dispose();
  }
}

/** A scalar float32 as a number, a scalar text as a text, anything else as an array. */
async function valueOf(tensor: tf.Tensor): Promise<unknown> {
  const { dtype, shape: sizes } = tensor;
  if (dtype === 'complex64') {
    const remedy = 'Give its real and imaginary parts, tf.real(x) and tf.imag(x).';
    throw new InvalidArgumentError(
      'An element of the dataset',
      'of real numbers, truth values or texts',
      dtype,
      remedy,
    );
  }
  if (dtype === 'string') {
    const texts = await tensor.data<'string'>();
    return sizes.length === 0 ? texts[0] : ndArray(texts, { shape: sizes, dtype: 'string' });
  }
  const array = await toNdArray(tensor);
  return sizes.length === 0 && array.dtype === 'float32' ? array.data[0] : array;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isTensor(value) &&
    !ArrayBuffer.isView(value)
  );
}

function isTfDataset(value: unknown): value is TfDataset {
  return typeof value === 'object' && value !== null && 'iterator' in value && typeof value.iterator === 'function';
}

/** As small as one can be. */
function exampleDataset(): TfDataset {
  return {
    iterator() {
      const elements = [
        { xs: [1, 2], ys: 0 },
        { xs: [3, 4], ys: 1 },
      ].values();
      return Promise.resolve({ next: () => Promise.resolve(elements.next()) });
    },
  };
}
