import { ndArray, type GradientOptimizer, type OptimizerUpdate } from '@lml/core';
import { withCompositeInterceptor } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { chain } from './chain.js';
import { gradientTransform, type WholeTransform } from './gradient-transform.js';
import { scaleByAdam } from './scale-by-adam.js';
import { negateGradient, scaleByLearningRate } from './scaling.js';
import { trace } from './trace.js';
import { scaleByTrustRatio } from './trust-ratio.js';
import { addDecayedWeights, decayWeights } from './weight-decay.js';

/** The weight after each of some updates, from 8, at a rate of 0.5. */
async function runOne(optimizer: GradientOptimizer, gradients: readonly number[]): Promise<number[]> {
  let parameters: Readonly<Record<string, tf.Tensor>> = { w: tf.scalar(8) };
  const initial = optimizer.init([{ name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(8) }]);
  let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
    initial.map(({ name, value }) => [name, tf.scalar((value.data as Float32Array)[0]!)]),
  );
  const weights: number[] = [];
  for (const [step, gradient] of gradients.entries()) {
    const numbers = Object.entries(optimizer.hyper(step, optimizer.base));
    const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
    ({ parameters, slots } = optimizer.update(parameters, { w: tf.scalar(gradient) }, slots, hyper));
    weights.push((await parameters['w']!.data())[0]!);
  }
  return weights;
}

describe('chain', () => {
  it.each([
    ['subtracts the gradient', [], [6, 5]],
    ['scales it by the learning rate', [scaleByLearningRate()], [7, 6.5]],
    ['passes over what is false', [false, scaleByLearningRate(), false], [7, 6.5]],
    ['negates it', [negateGradient(), scaleByLearningRate()], [9, 9.5]],
    ['adds decayed weights to it', [addDecayedWeights(0.25), scaleByLearningRate()], [6, 4.75]],
    ['decays weights before', [decayWeights(0.5), scaleByLearningRate()], [5, 3.25]],
    ['gives it momentum', [trace({ momentum: 0.5 }), scaleByLearningRate()], [7, 6]],
    ['dampens all but the first', [trace({ momentum: 0.5, dampening: 0.5 }), scaleByLearningRate()], [7, 6.25]],
    ['looks ahead', [trace({ momentum: 0.5, nesterov: true }), scaleByLearningRate()], [6.5, 5.5]],
    ['keeps their order', [addDecayedWeights(0.25), negateGradient(), scaleByLearningRate()], [10, 11.75]],
  ] as const)('%s', async (_, transforms, expected) => {
    expect(await runOne(chain(0.5, ...transforms), [2, 1])).toEqual(expected);
  });

  it('keeps the slots and numbers of all', () => {
    const optimizer = chain(0.5, addDecayedWeights(0.25), scaleByAdam({ betas: [0.5, 0.75], eps: 0, amsgrad: true }));
    expect(Object.keys(optimizer.hyper(0, { ...optimizer.base, lr: 0.5 }))).toEqual([
      'weightDecay',
      'stepSize',
      'epsilon',
      'beta1',
      'restOfBeta1',
      'beta2',
      'restOfBeta2',
    ]);
    const entries = optimizer.init([{ name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(8) }]);
    expect(entries.map(({ name }) => name)).toEqual(['expAvg/w', 'expAvgSq/w', 'maxExpAvgSq/w']);
  });

  it('takes transforms that look at whole gradients, between others', async () => {
    const norms: WholeTransform = {
      updateAll: (gradients) => {
        const length = tf.addN(Object.values(gradients).map((gradient) => tf.sum(gradient)));
        return Object.fromEntries(Object.keys(gradients).map((name) => [name, length]));
      },
    };
    const optimizer = chain(0.5, trace({ momentum: 0.5 }), norms, scaleByLearningRate());
    const parameters = { a: tf.scalar(8), b: tf.scalar(4) };
    const slots = { 'momentumBuffer/a': tf.scalar(2), 'momentumBuffer/b': tf.scalar(4) };
    const hyper = { momentum: tf.scalar(0.5), lr: tf.scalar(0.5) };
    const run = (): OptimizerUpdate => optimizer.update(parameters, { a: tf.scalar(1), b: tf.scalar(2) }, slots, hyper);
    const numbers = async ({ parameters, slots }: OptimizerUpdate): Promise<number[]> =>
      Promise.all(Object.values({ ...parameters, ...slots }).map(async (value) => (await value.data())[0]!));
    expect(await numbers(run())).toEqual([5, 1, 2, 4]);
    expect(await numbers(withCompositeInterceptor(() => undefined, run))).toEqual([5, 1, 2, 4]);
    expect(await runOne(chain(0.5, scaleByLearningRate(), norms), [2, 1])).toEqual([7, 6.5]);
  });

  it.each([
    ['to the norm of the parameter', {}, [-8, -24]],
    ['with a coefficient, but not at 0', { coefficient: 0.5 }, [0, -2]],
    ['with an epsilon', { coefficient: 0.5, eps: 6 }, [6, 36 / 7]],
  ] as const)('scales steps %s', async (_, options, [first, second]) => {
    const weights = await runOne(chain(2, scaleByTrustRatio(options), scaleByLearningRate()), [2, 1]);
    expect(weights).toEqual([expect.closeTo(first, 5), expect.closeTo(second, 5)]);
  });

  it('takes transforms from outside', async () => {
    const signOnly = gradientTransform({
      base: {},
      slots: {},
      hyper: () => ({}),
      update: ({ gradient }) => ({ gradient: tf.sign(gradient) }),
    });
    expect(await runOne(chain(0.5, signOnly, scaleByLearningRate()), [3, -7])).toEqual([7.5, 8]);
  });

  it('refuses two transforms with one name', () => {
    expect(() => chain(0.5, trace({ momentum: 0.5 }), trace({ momentum: 0.9 }))).toThrow(/each slot.*'momentumBuffer'/);
    expect(() => chain(0.5, scaleByLearningRate(), scaleByLearningRate())).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
