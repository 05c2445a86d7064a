import { NotFittedError, ndArray, type AnyPredictor, type NdArray, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { Conformance } from '../conformance.js';
import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const labels: Predictor = { name: 'labels', predict: (output) => tf.argMax(output, -1) };

/** Takes the mean of the training outputs away. */
const centred = (changes: Partial<Predictor> = {}): Predictor => {
  let mean: NdArray | undefined;
  return {
    name: 'centred',
    predict(output, { read }) {
      if (mean === undefined) throw new NotFittedError('Call fit first.');
      return tf.sub(output, read('mean'));
    },
    async fit({ data, shape }) {
      const means = tf.tidy(() => tf.mean(tf.tensor2d(data as Float32Array, shape as [number, number]), 0));
      mean = ndArray((await means.data()) as Float32Array);
      means.dispose();
    },
    state: () => mean && [{ name: 'mean', shape: mean.shape, dtype: 'float32', trainable: false, value: mean }],
    load(state) {
      mean = state['mean'];
    },
    ...changes,
  };
};

/** Counts all samples that it was ever fitted to. */
const gathering = (): Predictor => {
  let count: NdArray | undefined;
  return {
    name: 'gathering',
    predict(output, { read }) {
      if (count === undefined) throw new NotFittedError('Call fit first.');
      return tf.add(output, tf.mul(0, read('count')));
    },
    fit: ({ shape }) => void (count = ndArray(Number(count?.data[0] ?? 0) + shape[0]!)),
    state: () => count && [{ name: 'count', shape: [], dtype: 'float32', trainable: false, value: count }],
    load: (state) => void (count = state['count']),
  };
};

const predictor = (create: () => Predictor, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
  componentOf('predictor', create, traits);

describe('the checks of a predictor', () => {
  it('pass ones that are right', async () => {
    expect(await failuresOf(predictor(() => labels))).toEqual({});
    expect(await failuresOf(predictor(() => centred()))).toEqual({});
  });

  it('take outputs from the trait', async () => {
    const conformance = { output: { shape: [5, 2, 2] }, target: { shape: [5] } };
    const images = predictor(() => ({ name: 'images', predict: (output) => tf.argMax(output.reshape([-1, 4]), -1) }), {
      conformance,
    });
    expect(await failuresOf(images)).toEqual({});
  });

  it.each<[string, string, () => Predictor, RegExp]>([
    ['no name', 'predictor/predict', () => ({ ...labels, name: '' }), /no name/],
    [
      'one prediction for all samples',
      'predictor/predict',
      () => ({ ...labels, predict: (output) => tf.argMax(output, 0) }),
      /prediction has shape \[3\] for 12/,
    ],
    [
      'predictions that depend on the batch',
      'predictor/predict',
      () => ({ ...labels, predict: (output) => tf.sub(output, tf.mean(output, 0)) }),
      /sample 0 in the batch and alone/,
    ],
    [
      'predictions of whole numbers that depend on the batch',
      'predictor/predict',
      () => ({
        ...labels,
        predict: (output) => tf.cast(tf.greater(tf.sub(output, tf.mean(output, 0)), 0.02), 'int32'),
      }),
      /in the batch and alone/,
    ],
    [
      'outputs that are disposed',
      'predictor/predict',
      () => ({
        ...labels,
        predict(output) {
          const prediction = tf.argMax(output, -1);
          output.dispose();
          return prediction;
        },
      }),
      /disposed its argument output/,
    ],
    [
      'NaN',
      'predictor/predict',
      () => ({ ...labels, predict: (output) => tf.log(tf.sub(tf.mul(0, output), 1)) }),
      /NaN in it/,
    ],
    [
      'a value that is read',
      'predictor/step',
      () => ({
        ...labels,
        predict: (output) => (output.dataSync()[0]! > 9 ? tf.argMin(output, -1) : tf.argMax(output, -1)),
      }),
      /dataSync/,
    ],
    ['no state', 'predictor/fit', () => ({ ...labels, fit: () => undefined }), /no state and load/],
    [
      'state before it is fitted',
      'predictor/fit',
      () =>
        centred({
          state: () => [
            { name: 'mean', shape: [], dtype: 'float32', trainable: false, value: ndArray([1], { shape: [] }) },
          ],
        }),
      /not undefined before/,
    ],
    [
      'predictions before it is fitted',
      'predictor/fit',
      () => centred({ predict: (output) => output.clone() }),
      /instead of LML_NOT_FITTED/,
    ],
    [
      'state that is not taken over',
      'predictor/fit',
      () => centred({ load: () => undefined }),
      /given its state by load does not predict: .*LML_NOT_FITTED/,
    ],
    ['what fits before left', 'predictor/fit', gathering, /fitted to the same data again, its state has/],
    [
      'state that it does not have',
      'predictor/predict',
      () => centred({ predict: (output, { read }) => tf.sub(output, read('median')) }),
      /'median', which its state does not have/,
    ],
  ])('find %s', async (_name, id, create, message) => {
    expect((await failuresOf(predictor(create)))[id]).toMatch(message);
  });
});

describe('the checks of a predictor of trees, which looks at its batch and makes records', () => {
  const scaled: AnyPredictor = {
    name: 'scaled',
    trees: true,
    predict: (output, { batch }) => {
      const { a, b } = output as Readonly<Record<'a' | 'b', tf.Tensor>>;
      return { sum: tf.mul(tf.add(a, b), batch['factor'] as tf.Tensor), first: a };
    },
    decode: (prediction, { classNames }) => {
      const { sum } = prediction as Readonly<Record<'sum', NdArray>>;
      return Array.from(sum.data as Float32Array, (value) => ({ value, name: classNames?.[0] ?? 'none' }));
    },
  };
  const conformance: Conformance<'predictor'> = {
    output: { a: { shape: [4] }, b: { shape: [4] } },
    batch: { factor: { shape: [4] } },
  };
  const spoilt = (changes: Partial<AnyPredictor>) =>
    componentOf('predictor', () => ({ ...scaled, ...changes }), { conformance });

  it('pass one that is right', async () => {
    expect(await failuresOf(spoilt({}))).toEqual({});
  });

  it('find records that are not one a sample, or that JSON does not keep, and predictions that are changed', async () => {
    const decoded = async (decode: NonNullable<AnyPredictor['decode']>) =>
      (await failuresOf(spoilt({ decode })))['predictor/decode'];
    expect(await decoded(() => [{}])).toContain('of 4 predictions it did not make a list of 4');
    expect(await decoded(() => [1, 2, 3, NaN])).toContain('its records and what JSON keeps of them');
    const changing: NonNullable<AnyPredictor['decode']> = (prediction, context) => {
      const records = scaled.decode!(prediction, context);
      (prediction as { sum: NdArray<'float32'> }).sum.data.fill(0);
      return records;
    };
    expect(await decoded(changing)).toContain('decode changed the prediction');
  });

  it('find what is not one prediction a sample in a part of it', async () => {
    const predict: AnyPredictor['predict'] = (output) => ({ mean: tf.mean((output as { a: tf.Tensor }).a, 0, true) });
    expect((await failuresOf(spoilt({ predict })))['predictor/predict']).toContain('shape [1] for 4 samples');
  });
});
