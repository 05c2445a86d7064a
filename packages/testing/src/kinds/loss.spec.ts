import type { Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { LossConformance } from '../conformance.js';
import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const meanSquare: Loss = (prediction, target, weight = tf.ones([prediction.shape[0]])) =>
  tf.mean(tf.mul(weight.expandDims(-1), tf.square(tf.sub(prediction, target))));

const loss = (create: Loss, traits: Record<string, unknown> = {}): ReturnType<typeof componentOf> =>
  componentOf('loss', () => create, traits);

describe('the checks of a loss', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(loss(meanSquare))).toEqual({});
  });

  it('find the pair of arguments that a loss takes', async () => {
    const ofClasses = loss((prediction, target, weight) => {
      const hot = tf.oneHot(target, 3);
      const rows = tf.sum(tf.mul(hot, tf.logSoftmax(prediction)), -1).neg();
      return tf.mean(weight === undefined ? rows : tf.mul(rows, weight));
    });
    expect(await failuresOf(ofClasses)).toEqual({});
    const ofProbabilities = loss((prediction, target) =>
      tf.losses.logLoss<tf.Tensor, tf.Tensor>(target, prediction, undefined, 0),
    );
    expect(await failuresOf(ofProbabilities)).toEqual({});
  });

  it('take the pair of arguments from the trait', async () => {
    const conformance: LossConformance = {
      prediction: { shape: [2, 5], low: 1, high: 2 },
      target: { shape: [2, 5], dtype: 'bool' },
      weights: false,
    };
    const seen: tf.Tensor[] = [];
    const own: Loss = (prediction, target) => {
      seen.push(prediction, target);
      return tf.sum(tf.mul(prediction, tf.cast(target, 'float32')));
    };
    expect(await failuresOf(loss(own, { conformance }))).toEqual({});
    expect(new Set(seen.map(({ dtype }) => dtype))).toEqual(new Set(['float32', 'bool']));
    expect(new Set(seen.map(({ shape }) => shape[1]))).toEqual(new Set([5]));
  });

  it.each<[string, string[], Loss, Record<string, unknown>?]>([
    ['values of all elements', ['loss/value'], (prediction, target) => tf.square(tf.sub(prediction, target))],
    ['an integer', ['loss/value'], (prediction, target) => tf.cast(meanSquare(prediction, target), 'int32')],
    [
      'a wrong gradient',
      ['loss/gradient'],
      (prediction, target) =>
        tf.customGrad((x) => ({
          value: meanSquare(x as tf.Tensor, target),
          gradFunc: (dy) => tf.mul(dy, tf.mul(1.05 / 6, tf.sub(prediction, target))),
        }))(prediction),
    ],
    [
      'a gradient that stops',
      ['loss/gradient'],
      (prediction, target) =>
        tf.customGrad((x) => ({
          value: meanSquare(x as tf.Tensor, target),
          gradFunc: (dy) => tf.mul(dy, tf.zerosLike(prediction)),
        }))(prediction),
    ],
    [
      'division by the samples but one',
      ['loss/batch-of-one'],
      (prediction, target) => tf.div(tf.sum(tf.square(tf.sub(prediction, target))), prediction.shape[0] - 1),
    ],
    [
      'weights that are counted',
      ['loss/weights'],
      (prediction, target, weight) =>
        weight === undefined ? meanSquare(prediction, target) : tf.mul(2, meanSquare(prediction, target)),
    ],
  ])('find %s', async (_name, ids, planted) => {
    const failures = await failuresOf(loss(planted));
    expect(Object.keys(failures)).toEqual(expect.arrayContaining(ids));
    for (const id of ids) expect(failures[id]).toMatch(/^loss 'planted' fails '.*examples\[0\].*LML_CONFORMANCE/s);
  });

  it('find arguments that are disposed or changed', async () => {
    const disposing = await failuresOf(
      loss((prediction, target) => {
        const value = meanSquare(prediction, target);
        target.dispose();
        return value;
      }),
    );
    expect(disposing['loss/value']).toMatch(/disposed its argument target/);
  });

  it('find values that are never finite, and shapes that are never right', async () => {
    const never = await failuresOf(loss((prediction) => tf.mul(tf.sum(prediction), NaN)));
    expect(never['loss/value']).toMatch(/usual fixtures.*conformance: \{ prediction.*not finite/);
    const picky = await failuresOf(
      loss(() => {
        throw new Error('I take only spheres');
      }),
    );
    expect(picky['loss/value']).toMatch(/I take only spheres/);
  });

  it('leave out what a loss declares not to have', async () => {
    const stepwise = loss((prediction, target) => tf.mean(tf.round(tf.sub(prediction, target))), {
      differentiable: false,
      conformance: { weights: false },
    });
    expect(await failuresOf(stepwise)).toEqual({});
  });
});
