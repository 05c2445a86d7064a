import {
  columnarDataset,
  ndArray,
  InvalidArgumentError,
  type Dataset,
  type IterableDataset,
  type Sample,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const LENGTH = 20;
const inputs = ndArray(
  Float32Array.from({ length: LENGTH * 2 }, (_, index) => index),
  { shape: [LENGTH, 2] },
);

/** A dataset that is right, over columns. */
const right = (): Dataset => {
  const inner = columnarDataset(() => ({ input: inputs }));
  return {
    open: () => inner.open(),
    get length() {
      return inner.length;
    },
    get columns() {
      return inner.columns;
    },
    get(index) {
      if (!Number.isInteger(index)) throw new InvalidArgumentError('index', 'an integer', index);
      return inner.get(index);
    },
    getBatch: (indices) => inner.getBatch(indices),
  };
};

const dataset = (create: () => unknown, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
  componentOf('dataset', create, traits);
const spoil =
  (changes: Partial<Dataset>): (() => Dataset) =>
  () =>
    Object.create(right(), Object.getOwnPropertyDescriptors(changes)) as Dataset;

describe('the checks of a dataset', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(dataset(right))).toEqual({});
  });

  it('pass a stream that is right', async () => {
    const stream = (): IterableDataset => ({
      open: () => undefined,
      *iterate() {
        for (let input = 0; ; input++) yield { input, metadata: tf };
      },
    });
    expect(await failuresOf(dataset(stream))).toEqual({});
    let start = 0;
    const moving = (): IterableDataset => ({ open: () => undefined, iterate: () => [{ input: start++ }] });
    expect((await failuresOf(dataset(moving)))['dataset/order']).toMatch(/iterated twice/);
  });

  it('only create one that cannot be opened', async () => {
    const missing = dataset(spoil({ open: () => Promise.reject(new Error('no such file')) }), {
      conformance: { opens: false },
    });
    expect(await failuresOf(missing)).toEqual({});
    expect((await failuresOf(missing, { conformance: { opens: true } }))['dataset/open']).toMatch(/no such file/);
  });

  let reads = 0;
  it.each<[string, string, () => unknown, RegExp]>([
    [
      'a length that grows',
      'dataset/open',
      () => {
        let opened = 0;
        return {
          open: () => void opened++,
          get: (): Sample => ({ input: 1 }),
          get length() {
            return opened;
          },
        };
      },
      /opened again, its length is 3/,
    ],
    ['a length that is none', 'dataset/open', spoil({ length: NaN }), /length is NaN/],
    [
      'tensors',
      'dataset/samples',
      spoil({ get: () => ({ input: { a: [tf.keep(tf.scalar(1))] } }) }),
      /holds a tensor as 'input'/,
    ],
    ['samples that are no records', 'dataset/samples', spoil({ get: () => [1] as never }), /not a record/],
    ['a sample for no index', 'dataset/bounds', spoil({ get: () => ({ input: 1 }) }), /get\(-1\) gave a sample/],
    [
      'errors without a code',
      'dataset/bounds',
      spoil({
        get(index) {
          if (inputs.shape[0]! > index && index >= 0) return { input: index };
          throw new RangeError('out of range');
        },
      }),
      /error without a code/,
    ],
    [
      'samples that depend on the call',
      'dataset/order',
      spoil({ get: () => ({ input: reads++ }) }),
      /forwards and backwards/,
    ],
    [
      'a crash without a context',
      'dataset/context',
      spoil({ get: (_index, context) => ({ input: context!.random('noise').normal() }) }),
      /without a context threw an error without a code/,
    ],
    [
      'batches of other values',
      'dataset/batch',
      spoil({
        getBatch: (indices) => ({
          input: ndArray(new Float32Array(indices.length * 2), { shape: [indices.length, 2] }),
        }),
      }),
      /by stack and by getBatch/,
    ],
    [
      'columns that are too short',
      'dataset/columns',
      spoil({ columns: { input: ndArray([1]) } }),
      /has 1 rows, but there are 20/,
    ],
    [
      'columns that are in no sample',
      'dataset/columns',
      spoil({ columns: { label: inputs } }),
      /'label' is in no sample/,
    ],
  ])('find %s', async (_name, id, create, message) => {
    expect((await failuresOf(dataset(create)))[id]).toMatch(message);
    tf.disposeVariables();
  });
});
