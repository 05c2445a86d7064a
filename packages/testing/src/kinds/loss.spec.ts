import type { Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { LossConformance } from '../conformance.js';
import { componentOf, failuresOf } from '../shared/failures.fixture.js';

/** The mean of a value a sample, that counts a sample of weight two as two. */
const meanOf = (values: (prediction: tf.Tensor, target: tf.Tensor) => tf.Tensor): Loss => {
  const weightOf = (prediction: tf.Tensor, weight?: tf.Tensor): tf.Tensor => weight ?? tf.ones([prediction.shape[0]]);
  const mean: Loss = (prediction, target, weight) => {
    const own = weightOf(prediction, weight);
    return tf.div(tf.sum(tf.mul(values(prediction, target), own)), tf.sum(own));
  };
  return Object.assign(mean, {
    total: (prediction: tf.Tensor, _: tf.Tensor, weight?: tf.Tensor) => tf.sum(weightOf(prediction, weight)),
  });
};
const meanSquare = meanOf((prediction, target) => tf.mean(tf.square(tf.sub(prediction, target)), 1));

const loss = (create: Loss, traits: Record<string, unknown> = {}): ReturnType<typeof componentOf> =>
  componentOf('loss', () => create, traits);

describe('the checks of a loss', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(loss(meanSquare))).toEqual({});
  });

  it('find the pair of arguments that a loss takes', async () => {
    const ofClasses = loss(
      meanOf((prediction, target) => tf.neg(tf.sum(tf.mul(tf.oneHot(target, 3), tf.logSoftmax(prediction)), -1))),
    );
    expect(await failuresOf(ofClasses)).toEqual({});
    const ofProbabilities = loss(
      (prediction, target) => tf.losses.logLoss<tf.Tensor, tf.Tensor>(target, prediction, undefined, 0),
      { conformance: { weights: false } },
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
    const sum: Loss = (prediction, target) => {
      seen.push(prediction, target);
      return tf.sum(tf.mul(prediction, tf.cast(target, 'float32')));
    };
    const own = Object.assign(sum, { reduction: 'sum' as const });
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

  const weighted = (change: (weight: tf.Tensor) => tf.Tensor): Loss => {
    const own: Loss = (prediction, target, weight) =>
      meanSquare(prediction, target, weight === undefined ? undefined : change(weight));
    return Object.assign(own, {
      total: (prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor) =>
        meanSquare.total!(prediction, target, weight === undefined ? undefined : change(weight)),
    });
  };

  it.each<[string, string[], Loss]>([
    ['weights that are ignored', ['loss/weight-of-two'], weighted((weight) => tf.onesLike(weight))],
    ['weights that are squared', ['loss/weight-of-two'], weighted((weight) => tf.square(weight))],
    ['a mean that divides by something else', ['loss/total'], Object.assign(weighted((weight) => weight), { total: () => 2 })], // prettier-ignore
  ])('find %s', async (_, ids, planted) => {
    expect(Object.keys(await failuresOf(loss(planted)))).toEqual(ids);
  });

  it('check a loss of trees, and one without targets', async () => {
    const distance = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sum(tf.square(tf.sub(a, b)), 1);
    const triplet: Loss<Record<'anchor' | 'positive' | 'negative', tf.Tensor>, undefined> = (views) =>
      tf.mean(tf.softplus(tf.sub(distance(views.anchor, views.positive), distance(views.anchor, views.negative))));
    const view = { shape: [4, 2] };
    const conformance = { prediction: { anchor: view, positive: view, negative: view }, target: null, weights: false };
    expect(await failuresOf(loss(triplet as never, { conformance }))).toEqual({});
    const wrong = loss(((views) => tf.add(triplet(views), tf.sum(tf.round(views.anchor)))) as typeof triplet as never, {
      conformance,
    });
    expect(Object.keys(await failuresOf(wrong))).toContain('loss/total');
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
