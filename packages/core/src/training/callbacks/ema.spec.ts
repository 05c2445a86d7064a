import * as tf from '@tensorflow/tfjs';

import { ema, freeze, ndArray, ownedState, type Loss } from '../../index.js';
import { defineModel } from '../../learning/define-model.js';
import { descent, tinyLearner } from '../tiny-learner.fixture.js';
import { quiet } from '../trainer.fixture.js';
import { Trainer } from '../trainer.js';

const line = () =>
  defineModel({
    inputs: [null, 3],
    weights: { kernel: { shape: [3, 1] }, bias: { shape: [1], initializer: 'zeros' } },
    forward: (input, { weights: { kernel, bias } }) => tf.add(tf.matMul(input, kernel), bias),
    constrain: (name, value) => (name === 'bias' ? tf.clipByValue(value, -0.01, 0.01) : value),
  });

describe('ema', () => {
  it('averages what a loss trains too, and leaves frozen weights out', async () => {
    const own = ownedState({ weights: { scale: { shape: [], initializer: ndArray(1) } } });
    const loss: Loss = Object.assign(
      (prediction: tf.Tensor, target: tf.Tensor) =>
        tf.mul<tf.Scalar>(own.read('scale'), tf.mean(tf.squaredDifference(prediction, target))),
      { state: own.state, load: own.load },
    );
    const learner = tinyLearner({ loss, model: freeze(line(), 'kernel'), metrics: [] });
    let names: string[] = [];
    const looking = { name: 'looking', trainEnd: ({ engine }: { engine: { state: readonly { name: string }[] } }) => void (names = engine.state.map(({ name }) => name)) }; // prettier-ignore
    await new Trainer({ ...quiet, maxEpochs: 1, callbacks: [ema(), looking] }).fit(learner);
    expect(names.filter((name) => name.startsWith('callback/'))).toEqual([
      'callback/ema/average/bias',
      'callback/ema/average/loss/scale',
    ]);
  });

  it('averages weights as their constraints leave them', async () => {
    const learner = tinyLearner({ model: line(), metrics: [], optimizer: descent(1) });
    await new Trainer({ ...quiet, maxSteps: 1, callbacks: [ema()] }).fit(learner);
    const { bias } = await learner.model.getWeights();
    expect(Math.abs(Number(bias!.data[0]))).toBeCloseTo(0.01, 7);
  });

  it('is refused beside another average', async () => {
    const fit = new Trainer({ ...quiet, maxSteps: 1, callbacks: [ema(), ema({ decay: 0.9 })] }).fit(tinyLearner());
    await expect(fit).rejects.toThrow(/callbacks must be at most one that averages weights, got 'ema, ema-2'/);
  });

  it.each([{ decay: 1 }, { decay: -0.1 }, { every: 0 }, { start: -1 }])('refuses %j', (options) => {
    expect(() => ema(options)).toThrow(/LML_INVALID_OPTIONS/);
  });
});
