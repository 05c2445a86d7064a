import { ndArray, toConfig } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../index.js';
import { batchesOf, readAll } from '../shared/read.fixture.js';
import { tfData, type TfDataOptions, type TfDataset } from './tf-data.js';

const elements = (...values: unknown[]): TfDataOptions['dataset'] => tf.data.array(values as tf.TensorContainer[]);

/** Elements that TensorFlow.js did not make. */
const listsOfNumbers: TfDataset = {
  iterator() {
    const values = [[1, 2]].values();
    return Promise.resolve({ next: () => Promise.resolve(values.next()) });
  },
};

describe('tf-data', () => {
  it('gives elements as samples, anew for each epoch, and leaves no tensors behind', async () => {
    const dataset = tf.data.array([1, 2, 3]).map((x) => ({
      xs: { a: tf.tensor2d([[x as number, 0]]), b: tf.scalar(x as number, 'int32') },
      ys: tf.scalar(0.5),
    }));
    const stream = tfData({ dataset });
    const before = tf.memory().numTensors;
    const samples = await readAll(stream);
    expect(samples[1]).toEqual({
      input: { a: ndArray([[2, 0]]), b: ndArray(Int32Array.of(2), { shape: [] }) },
      target: 0.5,
    });
    expect(await readAll(stream)).toEqual(samples);
    expect(tf.memory().numTensors).toBe(before);
    expect(await batchesOf(stream, 3)).toMatchObject([{ target: ndArray([0.5, 0.5, 0.5]) }]);
  });

  it.each<[string, () => TfDataOptions, unknown]>([
    ['numbers', () => ({ dataset: elements(7) }), { input: 7 }],
    ['tensors', () => ({ dataset: elements(tf.tensor1d([1, 2])) }), { input: ndArray([1, 2]) }],
    [
      'truth values',
      () => ({ dataset: elements(tf.tensor1d([true, false], 'bool')) }),
      { input: ndArray([true, false]) },
    ],
    [
      'texts',
      () => ({ dataset: elements({ xs: tf.scalar('a'), ys: tf.tensor1d(['b', 'c']) }) }),
      { input: 'a', target: ndArray(['b', 'c']) },
    ],
    ['pairs', () => ({ dataset: elements([tf.scalar(1), tf.scalar(2)]) }), { input: 1, target: 2 }],
    ['lists of numbers', () => ({ dataset: listsOfNumbers }), { input: ndArray([1, 2]) }],
    ['other keys', () => ({ dataset: elements({ xs: 1, side: 2 }), keys: { xs: 'image' } }), { image: 1, side: 2 }],
    ['typed arrays', () => ({ dataset: elements({ xs: Int32Array.of(3) }) }), { input: ndArray(Int32Array.of(3)) }],
    ['a function', () => ({ dataset: async () => Promise.resolve(tf.data.array([4])) }), { input: 4 }],
  ])('takes %s', async (_, options, sample) => {
    expect(await readAll(tfData(options()))).toEqual([sample]);
  });

  it('keeps tensors that are used elsewhere, if told so', async () => {
    const tensor = tf.tensor1d([1, 2]);
    const kept = tfData({ dataset: elements(tensor), dispose: false });
    expect(await readAll(kept)).toEqual([{ input: ndArray([1, 2]) }]);
    expect(await readAll(kept)).toEqual([{ input: ndArray([1, 2]) }]);
    expect(tensor.isDisposed).toBe(false);
    tensor.dispose();
  });

  it('disposes tensors also where one cannot be read', async () => {
    const before = tf.memory().numTensors;
    const stream = tfData({ dataset: tf.data.array([1]).map(() => ({ xs: tf.scalar(1), ys: tf.complex([1], [2]) })) });
    await expect(readAll(stream)).rejects.toThrow(
      /of real numbers, truth values or texts, got 'complex64'.*LML_INVALID_ARGUMENT/,
    );
    // What TensorFlow.js made in between is its own.
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(2);
  });

  it('has classes, and is none of a file', () => {
    const stream = tfData({ dataset: elements(1), classNames: ['a'] });
    expect(stream.classNames).toEqual(['a']);
    expect(toConfig(stream).missing).toEqual(['dataset']);
  });

  it('refuses anything else', async () => {
    expect(() => tfData({ dataset: [1, 2] as never })).toThrow(
      /must be a tf.data.Dataset, or a function that makes one/,
    );
    await expect(readAll(tfData({ dataset: () => 3 as never }))).rejects.toThrow(
      /What dataset gives must be a tf.data.Dataset, got 3/,
    );
  });
});
