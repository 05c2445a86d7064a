import * as tf from '@tensorflow/tfjs';

import { defineModel, eager, freeze, fromLayers, modelGroup, RandomStreams, Trainer, unfreeze, type Model } from '../index.js'; // prettier-ignore
import { tinyData, tinyLearner } from '../training/tiny-learner.fixture.js';

const network = (): Model =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        tf.layers.batchNormalization({ inputShape: [3] }),
        tf.layers.dense({ units: 2 }),
        tf.layers.dense({ units: 1 }),
      ],
    }),
  );

const fit = (model: Model): Promise<unknown> =>
  new Trainer({ maxEpochs: 2, loggers: [], progressBar: false, engine: eager() }).fit(
    tinyLearner({ model, data: tinyData(), metrics: [] }),
  );

/** The names of the weights that something changes. */
async function moved(model: Model, act: () => Promise<unknown>): Promise<string[]> {
  await model.build({ random: new RandomStreams(0) });
  const before = await model.getWeights();
  await act();
  const after = await model.getWeights();
  return Object.keys(before).filter((name) => String(before[name]!.data) !== String(after[name]!.data));
}

const STATISTICS = ['batch_normalization_0/moving_mean', 'batch_normalization_0/moving_variance'];

describe('freeze', () => {
  it('keeps what a pattern means as it is in training, statistics too, and unfreeze releases it', async () => {
    const model = freeze(freeze(network(), ['batch_*', 'dense_0/*']), '*/bias');
    expect(await moved(model, () => fit(model))).toEqual(['dense_1/kernel']);
    expect(model.weights.filter(({ frozen }) => !frozen).map(({ name }) => name)).toEqual(['dense_1/kernel']);
    expect(model.summary().trainableParameters).toBe(2);
    unfreeze(model, 'dense_0/*');
    expect(await moved(model, () => fit(model))).toEqual(['dense_0/kernel', 'dense_0/bias', 'dense_1/kernel']);
    unfreeze(model);
    expect(await moved(model, () => fit(model))).toEqual(model.weights.map(({ name }) => name));
  });

  it('lets a batch normalisation normalise by its statistics in training once these are frozen', async () => {
    const model = network();
    await model.build({ random: new RandomStreams(0) });
    const learner = tinyLearner({ model: freeze(model, STATISTICS), data: tinyData(), metrics: [] });
    const trainer = new Trainer({ maxSteps: 1, loggers: [], progressBar: false, engine: eager() });
    const input = tf.tensor2d([[1, 5, 9]]);
    const before = await model.apply(input).data();
    const { history } = await trainer.fit(learner);
    // By its own batch alone a sample would be all zeros.
    expect(before.some((value) => Math.abs(value) > 0.1)).toBe(true);
    expect(history[0]!.values['train/loss']).toBeGreaterThan(0);
    expect(model.weights.filter(({ frozen }) => frozen).map(({ name }) => name)).toEqual(STATISTICS);
  });

  it('freezes a model of ops, whose writes to frozen buffers are dropped', async () => {
    const counted = defineModel({
      inputs: [null, 3],
      weights: { kernel: { shape: [3, 1] }, bias: { shape: [1], initializer: 'zeros' } },
      buffers: { steps: { shape: [] } },
      forward(x, { weights: { kernel, bias }, buffers: { steps }, write, isFrozen }) {
        expect(isFrozen('bias')).toBe(false);
        write('steps', tf.add(steps, 1));
        return tf.add(tf.matMul(x, kernel), bias);
      },
    });
    freeze(counted, ['kernel', 'steps']);
    expect(await moved(counted, () => fit(counted))).toEqual(['bias']);
  });

  it('freezes members of a group, by the names that they have there', async () => {
    const group = modelGroup({ one: network(), two: network() });
    freeze(group, 'two/*');
    await group.build({ random: new RandomStreams(0) });
    expect(group.weights.filter(({ trainable }) => trainable).map(({ name }) => name.slice(0, 4))).toEqual(
      new Array(6).fill('one/'),
    );
    unfreeze(group.models.two, 'dense_1/*');
    expect(group.weights.filter(({ name, frozen }) => name.startsWith('two/dense') && !frozen)).toHaveLength(2);
  });

  it('refuses a pattern that means no weight, before and after the model is built', async () => {
    const model = freeze(network(), 'encoder/*');
    await expect(model.build({ random: new RandomStreams(0) })).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
      message: expect.stringMatching(/batch_normalization_0\/gamma.*got 'encoder\/\*'/) as string,
    });
    const other = network();
    await other.build({ random: new RandomStreams(0) });
    expect(() => freeze(other, 'dense')).toThrow(/got 'dense'/);
    const group = freeze(modelGroup({ one: network() }), 'two/*');
    await expect(group.build({ random: new RandomStreams(0) })).rejects.toThrow(/got 'two\/\*'/);
    expect(() => freeze(network(), 3 as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    expect(() => freeze({} as Model)).toThrow(expect.objectContaining({ code: 'LML_UNSUPPORTED_MODEL' }));
  });
});
