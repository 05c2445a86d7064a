import {
  compose,
  DataModule,
  defineLearner,
  fromLayers,
  MetricCollection,
  MetricState,
  ndArray,
  Trainer,
  type AnyMetric,
  type Dataset,
  type MetricResult,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { bleuScore, bootstrap, meanAveragePrecision, minMax, running, wordErrorRate } from '../components.js';

const SAID = ['a cat on a mat', 'two dogs', 'one bird sings now', 'no one here', 'rain again'];
const RIGHT = ['the cat on a mat', 'two dogs', 'a bird sings now', 'no', 'rain again'];
/** The right edges of the boxes that are found; the right ones end at 10. */
const EDGES = [10, 9, 7, 5, 9.6];

/** Samples with a text and a box each; the model gives a box back as it is. */
const dataset: Dataset = {
  open: () => undefined,
  length: SAID.length,
  get: (index) => ({
    input: ndArray([0, 0, EDGES[index]!, 10]),
    target: { boxes: ndArray([[0, 0, 10, 10]]), labels: ndArray([index % 2], { dtype: 'int32' }), text: RIGHT[index]! },
    metadata: { said: SAID[index]! },
  }),
};

const recordOf = (index: number) => ({
  text: SAID[index]!,
  boxes: [[0, 0, EDGES[index]!, 10]],
  scores: [(index + 1) / 10],
  labels: [index % 2],
});

const learnerOf = (metric: AnyMetric) => {
  const learner = defineLearner<{ readonly input: tf.Tensor }, tf.Tensor>({
    batchForward: ({ input }, { model }) => model.apply<tf.Tensor>(input),
    computeLoss: (output) => tf.mean(output),
  })({
    data: new DataModule({ train: dataset, validation: dataset, test: dataset, batchSize: 2, shuffle: false }),
    model: fromLayers(() =>
      tf.sequential({
        layers: [tf.layers.dense({ units: 4, inputShape: [4], useBias: false, kernelInitializer: 'identity' })],
      }),
    ),
    optimizer: tf.train.sgd(1e-3),
    metrics: { all: metric },
  });
  learner.predictor = {
    name: 'as-it-is',
    trees: true,
    predict: (output) => output,
    decode: (_, { metadata }) => metadata!.map((one) => recordOf(SAID.indexOf((one as { said: string }).said))),
  };
  return learner;
};

const trainer = (maxEpochs = 1) => new Trainer({ maxEpochs, loggers: [], progressBar: false });

const precision = meanAveragePrecision({ on: 'prediction' });
const members = { bleu: bleuScore({ smooth: true }), precision };

/** The result of batches of two by hand. */
async function byHand(metric: AnyMetric, from = 0): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (let start = from; start < SAID.length; start += 2) {
    const indices = [start, start + 1].filter((index) => index < SAID.length);
    const target = {
      boxes: indices.map(() => [[0, 0, 10, 10]]),
      labels: indices.map((index) => [index % 2]),
      text: indices.map((index) => RIGHT[index]!),
    };
    await state.update(
      indices.map((index) => recordOf(index)),
      target,
    );
  }
  return state.compute();
}

const numbersOf = (result: MetricResult): Record<string, number> =>
  Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value === 'number'));

describe('Wrappers of metrics of the host in a run', () => {
  it('give in a collection what they give by hand, and each by itself', async () => {
    const { 'test/loss': _, ...values } = await trainer().test(learnerOf(new MetricCollection(members)));
    const hand = numbersOf(await byHand(new MetricCollection(members)));
    expect(hand).toMatchObject({ bleu: await byHand(members.bleu), 'precision/map50': expect.any(Number) as number });
    expect(hand['precision/map']).toBeGreaterThan(0.3);
    expect(hand['precision/map']).toBeLessThan(1);
    expect(values).toEqual(
      Object.fromEntries(Object.entries(hand).map(([name, value]) => [`test/all/${name}`, value])),
    );
  });

  it('are composed, and run over the last batches', async () => {
    const both = compose(members, (all) => all.bleu + (all.precision as unknown as { map: number }).map);
    expect((await trainer().test(learnerOf(both)))['test/all']).toBe(await byHand(both));
    const last = running({ metric: both, window: 2 });
    expect((await trainer().test(learnerOf(last)))['test/all']).toBe(await byHand(both, 2));
  });

  it('remember the least and the greatest of all epochs', async () => {
    const { values } = (await trainer(2).fit(learnerOf(minMax({ metric: wordErrorRate() })))) as {
      values: Record<string, number>;
    };
    const rate = (await byHand(wordErrorRate())) as number;
    expect(values).toMatchObject({ 'validation/all/min': rate, 'validation/all/max': rate, 'train/all/raw': rate });
  });

  it('draw by the seed of the run', async () => {
    const metric = bootstrap({ metric: wordErrorRate() });
    const of = async (seed: number) => (await trainer().test(learnerOf(metric), { seed }))['test/all/mean'];
    expect(await of(1)).toBe(await of(1));
    expect(await of(1)).not.toBe(await of(2));
  });
});
