import { DataModule, defineLearner, fromLayers, ndArray, Trainer, type AnyMetric, type Dataset } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { bleuScore } from './bleu-score.js';
import { rougeScore } from './rouge-score.js';
import { squad } from './squad.js';
import { wordErrorRate } from './word-error-rate.js';

const WORDS = ['nothing', 'one word', 'the two words', 'all three of them', 'four of these words here'];

/** Five samples, with texts beside the numbers that are learnt from: one, several, and of different number within metadata. */
const dataset: Dataset = {
  open: () => undefined,
  length: WORDS.length,
  get: (index) => ({
    input: ndArray([index]),
    target: index,
    text: WORDS[index]!,
    several: ndArray([WORDS[index]!, 'something else']),
    metadata: { answers: { text: index === 4 ? [] : [WORDS[index]!, 'x'].slice(index % 2) } },
  }),
};

/** The model says the number of the sample, and the predictor the words of that number; of the second it is wrong. */
const learnerOf = (metrics: readonly AnyMetric[], decode?: (numbers: number[]) => unknown[]) => {
  const learner = defineLearner<{ readonly input: tf.Tensor; readonly target: tf.Tensor }, tf.Tensor>({
    batchForward: ({ input }, { model }) => model.apply<tf.Tensor>(input),
    computeLoss: (output, { target }) => tf.mean(tf.squaredDifference(tf.reshape(output, [-1]), target)),
  })({
    data: new DataModule({ test: dataset, batchSize: 2 }),
    model: fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] }),
    ),
    metrics: Object.fromEntries(metrics.map((metric) => [metric.name, metric])),
  });
  learner.predictor = {
    name: 'words',
    predict: (output) => tf.reshape(output as tf.Tensor, [-1]),
    ...(decode && {
      decode: (prediction) => decode(Array.from((prediction as { data: Float32Array }).data)),
    }),
  };
  return learner;
};

const said = (number: number): string => (number === 1 ? 'another word' : WORDS[number]!);
const quiet = { maxEpochs: 1, loggers: [], progressBar: false };

describe('Metrics of texts in a run', () => {
  it('look at what the predictor decodes, and at a column of texts', async () => {
    const columns = { target: 'text' };
    const learner = learnerOf([wordErrorRate({ columns }), bleuScore({ columns, nGram: 1 })], (numbers) =>
      numbers.map(said),
    );
    const { 'test/word-error-rate': rate, 'test/bleu-score': score } = await new Trainer(quiet).test(learner);
    expect(rate).toBeCloseTo(1 / 15, 12);
    expect(score).toBeCloseTo(14 / 15, 12);
  });

  it('take several references, records, and what stands in metadata', async () => {
    const several = { target: 'several' };
    const fields = { columns: { target: 'metadata' }, field: 'said', targetField: 'answers.text' };
    const metrics = [rougeScore({ columns: several, field: 'said', rougeKeys: ['rouge1'] }), squad(fields)];
    const learner = learnerOf(metrics, (numbers) => numbers.map((number) => ({ said: said(number) })));
    const values = await new Trainer(quiet).test(learner);
    expect(values['test/rouge-score/rouge1/fmeasure']).toBeCloseTo(4.5 / 5, 12);
    // The right answers of the second and fourth are only 'x', and there is none of the fifth.
    expect(values['test/squad/exactMatch']).toBe(40);
    expect(values['test/squad/f1']).toBe(40);
  });

  it('say what a predictor without texts lacks', async () => {
    const learner = learnerOf([wordErrorRate({ columns: { target: 'text' } })]);
    await expect(new Trainer(quiet).test(learner)).rejects.toThrow(
      "Prediction 0 of word-error-rate must be a text, or a record with a text as 'text', got 0. The predictor's decode makes texts",
    );
  });
});
