import * as tf from '@tensorflow/tfjs';

import {
  columnarDataset,
  defineLearner,
  eager,
  fromLayers,
  modelGroup,
  ndArray,
  RandomStreams,
  Trainer,
  type UnlabelledBatch,
} from '../index.js';
import { descent, tinyData } from '../training/tiny-learner.fixture.js';

const dense = (units: number) =>
  fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [3] })] }));

describe('modelGroup', () => {
  it('gives each model first values of its own', async () => {
    const group = modelGroup({ a: dense(2), b: dense(2) });
    await group.build({ random: new RandomStreams(1) });
    const weights = await group.getWeights();
    expect(Object.keys(weights)).toEqual(['a/dense_0/kernel', 'a/dense_0/bias', 'b/dense_0/kernel', 'b/dense_0/bias']);
    expect(weights['a/dense_0/kernel']!.data).not.toEqual(weights['b/dense_0/kernel']!.data);
    group.setWeights(weights);
    expect(await group.getWeights()).toEqual(weights);
    expect(group.summary()).toMatchObject({ parameters: 16, trainableParameters: 16 });
  });

  it('cannot be applied itself', async () => {
    const group = modelGroup({ a: dense(2) });
    await group.build({ random: new RandomStreams(1) });
    expect(() => group.apply(tf.zeros([1, 3]))).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it('lets training steps take turns, each with its own weights, optimizer slots and loss', async () => {
    const model = modelGroup({ generator: dense(3), critic: dense(1) });
    const { generator, critic } = model.models;
    const adversarial = defineLearner<UnlabelledBatch>({
      batchForward: ({ input }) => generator.apply(input),
      computeLoss: (output) => tf.mean(critic.apply(output)),
      trainingSteps: () => [
        {
          name: 'critic',
          parameters: (name) => name.startsWith('critic/'),
          computeLoss: (output, { input }) => tf.sub(tf.mean(critic.apply(output)), tf.mean(critic.apply(input))),
        },
        {
          name: 'generator',
          parameters: (name) => name.startsWith('generator/'),
          optimizer: descent(0.001),
          computeLoss: (output) => tf.neg(tf.mean(critic.apply(output))),
        },
      ],
    });
    const learner = adversarial({ model, data: tinyData(), optimizer: descent(0.01) });
    await model.build({ random: new RandomStreams(0) });
    const before = await model.getWeights();
    const result = await new Trainer({ maxSteps: 3, loggers: [], progressBar: false }).fit(learner);
    const after = await model.getWeights();
    // The critic's bias cancels out of its loss.
    const moved = Object.keys(before).filter((name) => String(after[name]!.data) !== String(before[name]!.data));
    expect(moved).toEqual(['generator/dense_0/kernel', 'generator/dense_0/bias', 'critic/dense_0/kernel']);
    expect(result.values).toMatchObject({
      'train/critic/loss': expect.any(Number),
      'train/generator/loss': expect.any(Number),
    });
  });

  it('is trained as a whole, and a member is then used alone, in a learner of its own', async () => {
    const model = modelGroup({ encoder: dense(2), decoder: fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] })] })) }); // prettier-ignore
    const { encoder, decoder } = model.models;
    const whole = defineLearner<UnlabelledBatch>({
      batchForward: ({ input }) => decoder.apply(encoder.apply(input)),
      computeLoss: (output, { input }) => tf.mean(tf.squaredDifference(output, input)),
    });
    const trainer = new Trainer({ maxSteps: 3, loggers: [], progressBar: false, engine: eager() });
    await trainer.fit(whole({ model, data: tinyData(), optimizer: descent(0.01) }));
    const alone = defineLearner<UnlabelledBatch>({
      batchForward: ({ input }, context) => context.model.apply(input),
      computeLoss: (output) => tf.mean(output),
    })({ model: encoder, data: tinyData() });
    const dataset = columnarDataset(() => ({ input: ndArray([[1, 2, 3]]) }));
    const predicted = await trainer.predict(alone, { raw: true, dataset });
    const weights = await model.getWeights();
    const kernel = weights['encoder/dense_0/kernel']!.data as Float32Array;
    const bias = weights['encoder/dense_0/bias']!.data as Float32Array;
    const expected = [0, 1].map((unit) => kernel[unit]! + 2 * kernel[2 + unit]! + 3 * kernel[4 + unit]! + bias[unit]!);
    expect(predicted.shape).toEqual([1, 2]);
    expected.forEach((value, at) => expect(predicted.data[at]).toBeCloseTo(value, 5));
  });
});
