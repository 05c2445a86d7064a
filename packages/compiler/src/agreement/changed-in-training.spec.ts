import {
  auto,
  columnarDataset,
  DataModule,
  defineLearner,
  eager,
  elementwiseOptimizer,
  fromLayers,
  ndArray,
  Trainer,
  type Callback,
  type Engine,
  type FitResult,
  type LabelledBatch,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import '../register.js';
import { compiledEngines } from '../engines/targets.fixture.js';
import { warnings } from '../engine/warnings.fixture.js';

const descent = () =>
  elementwiseOptimizer({
    base: { lr: 0.05 },
    slots: {},
    hyper: (_step, { lr }) => ({ lr }),
    update: (parameter, gradient, _slots, { lr }) => ({ parameter: tf.sub(parameter, tf.mul(lr, gradient)) }),
  });

const dataset = columnarDataset(() => ({
  input: ndArray([0, 1, 2, 3, 4, 5], { shape: [6, 1] }),
  target: ndArray([1, 3, 5, 7, 9, 11], { shape: [6, 1] }),
}));

/** Trains with a loss whose weight is a number of JavaScript's, halved as an epoch begins; batches of 4 and 2. */
async function train(engine: Engine): Promise<FitResult> {
  let beta = 1;
  const halve: Callback = {
    name: 'halve',
    phase: 'compute',
    trainEpochStart: ({ clock }) => {
      if (clock.epoch === 2) beta /= 2;
    },
  };
  const scaled = defineLearner<LabelledBatch>({
    batchForward: ({ input }, { model }) => model.apply(input),
    computeLoss: (output, { target }) => tf.mul(beta, tf.mean(tf.square(tf.sub(output, target)))),
  });
  const learner = scaled({
    data: new DataModule({ train: dataset, validation: dataset, batchSize: 4 }),
    model: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] })),
    optimizer: descent(),
  });
  return new Trainer({ maxEpochs: 4, engine, callbacks: [halve], loggers: [], checkpoint: false }).fit(learner);
}

beforeAll(() => tf.setBackend('cpu'));

describe('A number that a callback changes as an epoch begins', () => {
  it.each<[string, () => Engine]>([
    ...compiledEngines.map(([name, create]): [string, () => Engine] => [name, () => create({ verify: false })]),
    ['auto', () => auto()],
  ])('counts from that epoch on with the engine %s, in training and validation', async (_name, create) => {
    const expected = await train(eager());
    let result: FitResult | undefined;
    const said = await warnings(async () => (result = await train(create())));
    expect(result!.history).toHaveLength(4);
    for (const [index, { values }] of result!.history.entries()) {
      for (const name of ['train/loss', 'validation/loss']) {
        expect(values[name]).toBeCloseTo(expected.history[index]!.values[name]!, 4);
      }
    }
    // Said once a process, so by the first of them.
    for (const line of said) expect(line).toMatch(/LML_RUNS_EAGERLY.*changed-in-training\.spec/);
  });
});
