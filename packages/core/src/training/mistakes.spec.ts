// Alone: some warnings come once a process.
import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

import { DataModule, defineLearner, ndArray, Trainer, type Learner } from '../index.js';
import { tinyData, tinyLearner } from './tiny-learner.fixture.js';

const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
const fit = (learner: unknown, options = {}): Promise<unknown> => trainer.fit(learner as Learner, options);
const { model, optimizer, loss } = tinyLearner();
const own = (definition: object, parts: object = {}): Learner =>
  defineLearner({
    batchForward: ({ input }, { model: given }) => given.apply(input as tf.Tensor),
    computeLoss: (output, { target }, { loss: given }) => given(output, target as tf.Tensor),
    ...definition,
  })({ data: tinyData(), model, optimizer, loss, ...parts });
const withCallback = (callback: object): Trainer => new Trainer({ maxEpochs: 1, callbacks: [callback as never] });
const dataset = tinyData().options.dataset!;

describe('A beginner’s mistake is told by one coded error:', () => {
  it.each<[what: string, run: () => unknown, message: string]>([
    ['no learner', () => fit(undefined), 'learner must be a learner, got undefined.'],
    ['a project for a learner', () => fit({ learner: 1 }), 'A project trains and tests itself: project.train()'],
    ['a project to be tested', () => trainer.test({ learner: 1 } as never), 'project.train(), project.test().'],
    [
      'models in a record',
      () => fit(own({}, { model: { a: model } })),
      'model must be a model, got an object with a. Several models become one by modelGroup(',
    ],
    [
      'a model of layers',
      () => fit(own({}, { model: tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }) })),
      'Wrap it: fromLayers(model).',
    ],
    ['no definition', () => defineLearner(undefined as never), 'batchForward must be a function of the definition'],
    ['half a definition', () => own({ computeLoss: undefined }), 'computeLoss must be a function of the definition'],
    [
      'a part of a batch by another name',
      () =>
        fit(
          own({ batchForward: ({ inputs }: never, { model: given }: never) => (given as typeof model).apply(inputs) }),
        ),
      "what the model is given must be a tensor, got undefined. Look at the names of the batch's parts",
    ],
    [
      'a loss that is disposed',
      () =>
        fit(
          own({
            computeLoss: (output: tf.Tensor) => {
              const mean = tf.mean(output);
              mean.dispose();
              return mean;
            },
          }),
        ),
      'The loss must be a tensor that was not disposed, got float32 [].',
    ],
    ['a signal that is none', () => fit(tinyLearner(), { signal: 'x' }), "signal must be an AbortSignal, got 'x'."],
    [
      'a callback without a name',
      () => withCallback({ trainEnd: () => undefined }),
      'must be a callback, which has a name and a hook, as trainEpochEnd, or a config of one',
    ],
    [
      'a callback without a hook',
      () => withCallback({ name: 'mine', onEpochEnd: () => undefined }),
      'must be a callback, which has a name and a hook',
    ],
    [
      'an interval that is a word',
      () => new Trainer({ maxEpochs: 1, validate: 'epoch' as never }),
      "validate: must be a record with every, unit, got 'epoch'",
    ],
    ['a number for options', () => new Trainer(5 as never), 'must be a record with maxEpochs, maxSteps, '],
    [
      'options without the name',
      () => withCallback({ patience: 3 }),
      'got an object with patience. A config says by its name which one it is: { name: …, … }',
    ],
    [
      'a file for a dataset',
      () => new DataModule({ dataset: 'x.csv' as never }),
      "got 'x.csv'. Files are read by a dataset",
    ],
    ['a list for a dataset', () => new DataModule({ dataset: [[1]] as never }), 'become a dataset by labelled('],
    [
      'parts that are more than all',
      () => new DataModule({ dataset, split: { validation: 0.6, test: 0.6 } }),
      'split.validation and split.test must be less than 1 together, so that something is left to train on, got [0.6, 0.6].',
    ],
    [
      'no samples',
      () => new DataModule({ dataset: { length: 0, open: () => Promise.resolve(), get: () => ({}) } }).setup(),
      'The dataset has no samples.',
    ],
    [
      'numbers that are text',
      () =>
        fit(
          own(
            {},
            {
              data: new DataModule({
                dataset: {
                  length: 2,
                  open: () => Promise.resolve(),
                  get: () => ({ input: ndArray(['1', '2']), target: 0 }),
                },
              }),
            },
          ),
        ),
      'The input of sample 0, at position 0, is the text "1", which cannot be computed with. Turn texts into numbers',
    ],
  ])('%s', async (_what, run, message) => {
    const error = await Promise.resolve()
      .then(run)
      .then(() => new Error('nothing was thrown'))
      .catch((thrown: unknown) => thrown as Error);
    expect(error.message).toContain(message);
    expect(error.message.match(/LML_\w+/g)).toHaveLength(1);
  });

  it('testing a model that nobody trained is a warning', async () => {
    const emitted = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await trainer.test(tinyLearner());
    const said = emitted.mock.calls.map(([message]) => String(message));
    emitted.mockRestore();
    expect(said.join()).toContain('The model was not trained: it is tested with the weights that it was made with.');
  });
});
