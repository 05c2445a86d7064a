// Datasets, transforms and samplers by hand arithmetic, and in cross-validation.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DataModule, eager, ndArray, pad, Project, RandomStreams } from '@lml/core';
import { diabetes, labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { regression } from '@lml/predictors';
import { kFold } from '@lml/splitters';
import {
  bagOfTokens,
  characters,
  discs,
  lengthBuckets,
  mixup,
  noisyViews,
  randomCrop,
  standardiser,
  texts,
  weighted,
  words,
} from 'lml-plugin-showcase';

const contextOf = (epoch) => ({ epoch, random: (stream) => new RandomStreams(3).at(stream, epoch) });
const epochs = Array.from({ length: 400 }, (_, epoch) => epoch);
const close = (found, expected, bound = 1e-6) =>
  assert.ok(Math.abs(found - expected) <= bound, `${found}, ${expected}`);

/** The batches of an epoch, opened. */
async function batchesOf(data, stage = 'train', epoch = 0) {
  await data.setup({ seed: 5 });
  const loader = data.loader(stage);
  await loader.open();
  const batches = [];
  for await (const { batch } of loader.iterate(epoch)) batches.push(structuredClone(batch));
  return batches;
}

describe('mixup', () => {
  const batch = { input: ndArray([[1], [2], [4]]), target: ndArray(Int32Array.of(0, 1, 2)) };

  it('mixes inputs and targets by the same share of the same samples', () => {
    for (const epoch of epochs) {
      const { input, target } = mixup({ numClasses: 3, alpha: 1 }).applyBatch(batch, contextOf(epoch));
      assert.deepEqual(target.shape, [3, 3]);
      for (const row of [0, 1, 2]) {
        const [a, b, c] = target.data.slice(3 * row, 3 * row + 3);
        close(a + b + c, 1);
        close(input.data[row], a + 2 * b + 4 * c, 1e-5);
      }
    }
  });

  it('draws shares of Beta(α, α): mean one half, variance 1 / (8α + 4)', () => {
    for (const alpha of [0.4, 2]) {
      const two = { input: ndArray([[0], [1]]), target: ndArray(Int32Array.of(0, 1)) };
      const draws = Array.from({ length: 4000 }, (_, epoch) => {
        const { target } = mixup({ numClasses: 2, alpha }).applyBatch(two, contextOf(epoch));
        return target.data[0];
      }).filter((share) => share !== 1);
      const mean = draws.reduce((sum, share) => sum + share, 0) / draws.length;
      const variance = draws.reduce((sum, share) => sum + (share - mean) ** 2, 0) / draws.length;
      close(mean, 0.5, 0.03);
      close(variance, 1 / (8 * alpha + 4), 0.01);
    }
  });

  it('refuses weights and classes that there are not', () => {
    const refused = { code: 'LML_INVALID_ARGUMENT' };
    const { applyBatch } = mixup({ numClasses: 2 });
    assert.throws(() => applyBatch(batch, contextOf(0)), refused);
    const weights = { ...batch, target: ndArray(Int32Array.of(0, 1, 1)), weight: ndArray([1, 1, 1]) };
    assert.throws(() => applyBatch(weights, contextOf(0)), refused);
  });
});

describe('random-crop', () => {
  it('cuts image and mask at one place, and at each place there is', () => {
    const places = new Set();
    const values = ndArray(
      Float32Array.from({ length: 20 }, (_, at) => at),
      { shape: [4, 5] },
    );
    for (const epoch of epochs) {
      const sample = { input: ndArray(Float32Array.from({ length: 40 }, (_, at) => at), { shape: [4, 5, 2] }), target: values }; // prettier-ignore
      const { input, target } = randomCrop({ size: [3, 4] }).apply(sample, contextOf(epoch));
      assert.deepEqual(
        [input.shape, target.shape],
        [
          [3, 4, 2],
          [3, 4],
        ],
      );
      const first = target.data[0];
      places.add(first);
      const rows = [0, 5, 10].map((row) => [0, 1, 2, 3].map((column) => first + row + column));
      assert.deepEqual([...target.data], rows.flat());
      assert.deepEqual(
        [...input.data],
        rows.flat().flatMap((at) => [2 * at, 2 * at + 1]),
      );
    }
    assert.deepEqual(
      [...places].sort((a, b) => a - b),
      [0, 1, 5, 6],
    );
  });

  it('refuses a mask of another size', () => {
    const sample = { input: ndArray(new Float32Array(16), { shape: [4, 4] }), target: ndArray([[1]]) };
    assert.throws(() => randomCrop({ size: [1, 1] }).apply(sample, contextOf(0)), { code: 'LML_SHAPE_MISMATCH' });
  });

  it('cuts in training only where it stands there', async () => {
    const transforms = { train: [randomCrop({ size: [4, 4] })] };
    const data = new DataModule({ dataset: discs({ length: 8, size: 8 }), split: { test: 0.5 }, transforms });
    assert.deepEqual((await batchesOf(data))[0].input.shape, [4, 4, 4, 1]);
    assert.deepEqual((await batchesOf(data, 'test'))[0].target.shape, [4, 8, 8, 1]);
  });
});

describe('noisy-views', () => {
  it('draws noise of its own for each view', () => {
    const { input, positive } = noisyViews().apply({ input: ndArray([1, 1]) }, contextOf(0));
    assert.notDeepEqual(input, positive);
  });
});

describe('standardiser', () => {
  it('is fitted to the training part of each fold, and gives errors in the units of the data', async () => {
    const inputs = Array.from({ length: 12 }, (_, row) => [row]);
    const targets = inputs.map(([value]) => 1000 + 100 * value);
    const made = [];
    const project = new Project({
      data: new DataModule({ dataset: labelled({ inputs, targets }), transforms: { all: [standardiser()] } }),
      learner: ({ data }) => {
        made.push(data);
        return supervised({
          data,
          model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }),
          loss: mse(),
          optimizer: sgd({ lr: 0.2 }),
          metrics: { rmse: meanSquaredError({ on: 'prediction', squared: false }) },
          predictor: regression(),
        });
      },
      trainer: { maxEpochs: 40, loggers: [], engine: eager() },
      folder: false,
      seed: 1,
    });
    const { folds } = await project.crossValidate({ splitter: kFold({ nSplits: 3 }) });
    assert.equal(folds.length, 3);
    // The line is learnt: of errors of some hundred at first, almost nothing is left.
    for (const { values } of folds) assert.ok(values.rmse < 5, `the error is ${values.rmse}`);
    const means = made.map((data) => data.transformState()['transform/all/0/target/mean']?.data[0]).filter(Boolean);
    // Four of twelve numbers, one after the other, are left out: the means of 4 … 11, of 0 … 3 and 8 … 11, and of 0 … 7.
    assert.deepEqual(means.slice(-3), [1750, 1550, 1350]);
  });

  it('has the moments of scikit-learn, with one that never changes only shifted', async () => {
    const scaler = standardiser({ keys: ['input'] });
    const rows = [[1, 7], [2, 7], [6, 7]]; // prettier-ignore
    await scaler.fit(
      (async function* () {
        for (const row of rows) yield { input: ndArray(row) };
      })(),
    );
    assert.deepEqual([...scaler.state()['input/mean'].data], [3, 7]);
    close(scaler.state()['input/deviation'].data[0], Math.sqrt(14 / 3), 1e-12);
    const { input } = scaler.apply({ input: ndArray([6, 7]) }, contextOf(0));
    close(input.data[0], 3 / Math.sqrt(14 / 3));
    assert.equal(input.data[1], 0);
    assert.equal(scaler.invert, undefined);
  });

  it('says that it has learnt nothing', () => {
    assert.throws(() => standardiser().apply({ input: 1, target: 1 }, contextOf(0)), { code: 'LML_NOT_FITTED' });
  });

  it('leaves real data with mean 0 and deviation 1', async () => {
    const data = new DataModule({ train: diabetes(), batchSize: 442, transforms: { all: [standardiser()] } });
    const [{ input, target }] = await batchesOf(data);
    for (const values of [target.data, input.data.filter((_, at) => at % 10 === 4)]) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      close(mean, 0, 1e-5);
      close(values.reduce((sum, value) => sum + value ** 2, 0) / values.length, 1, 1e-5);
    }
  });
});

describe('weighted', () => {
  const counted = (sampler, context) => {
    const counts = {};
    for (const epoch of epochs)
      for (const index of sampler.indices({ columns: {}, batchSize: 4, seed: 1, epoch, ...context }))
        counts[index] = (counts[index] ?? 0) + 1;
    return counts;
  };

  it('draws as often as weights say, also in a part of a dataset', () => {
    const sampler = weighted({ weights: [100, 1, 0, 3], samples: 10 });
    const counts = counted(sampler, { length: 3, originalIndices: [1, 2, 3] });
    assert.equal(counts[0] + counts[2], 4000);
    close(counts[0] / 4000, 0.25, 0.03);
  });

  it('refuses a dataset with more samples than weights, and weights of 0 only', () => {
    const context = { length: 2, originalIndices: [0, 1], columns: {}, batchSize: 1, seed: 0, epoch: 0 };
    const refused = { code: 'LML_INVALID_ARGUMENT' };
    assert.throws(() => weighted({ weights: [1] }).indices(context), refused);
    assert.throws(() => weighted({ weights: [0, 0, 1] }).indices(context), refused);
  });
});

describe('texts of different lengths', () => {
  const all = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff', 'g', 'hh'];
  const dataset = () => texts({ texts: all, labels: all.map((text) => text), tokenizer: characters() });

  it('stand in batches of about one length, each once in an epoch, in another order in the next', async () => {
    const data = () =>
      new DataModule({ train: dataset(), batchSize: 2, collate: pad(), sampler: lengthBuckets({ pool: 4 }) });
    const lengthsOf = async (epoch) => (await batchesOf(data(), 'train', epoch)).map(({ length }) => [...length.data]);
    const first = await lengthsOf(0);
    assert.deepEqual(first.map(String).sort(), ['1,1', '2,2', '3,4', '5,6']);
    assert.notDeepEqual(first, await lengthsOf(1));
  });

  it('are masked in the model: what fills up does not count', async () => {
    const model = bagOfTokens({ tokens: 28, numClasses: 2 });
    await model.build({ random: new RandomStreams(0) });
    const { tensor2d } = await import('@tensorflow/tfjs');
    const scores = (rows) => model.apply(tensor2d(rows, undefined, 'int32')).data();
    const alone = await scores([[3, 4]]);
    assert.deepEqual((await scores([[3, 4, 0, 0], [9, 9, 9, 9]])).slice(0, 2), alone); // prettier-ignore
    assert.deepEqual(await scores([[0, 0]]), Float32Array.of(0, 0));
    model.dispose();
  });

  it('become tokens', () => {
    assert.deepEqual([...characters({ alphabet: 'ab', lowerCase: false }).encode('aBb')], [2, 1, 3]);
    const { encode, size } = words({ buckets: 7 });
    assert.ok([...encode('Some words, and some more!')].every((token) => token > 0 && token < size));
    // The FNV-1a hash of 'a' is 0xe40c292c, by the tables of its authors.
    assert.equal(words({ buckets: 2 ** 31 }).encode('a')[0], 1 + (0xe40c292c % 2 ** 31));
  });
});
