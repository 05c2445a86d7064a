import { ndArray, ownedState, type Loss, type OwnedState, type TreeLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const squares: Loss = (prediction, target, weight = tf.ones([prediction.shape[0]])) =>
  tf.div(tf.sum(tf.mul(weight, tf.mean(tf.squaredDifference(prediction, target), 1))), tf.sum(weight));
const total: Loss['total'] = (prediction, _, weight = tf.ones([prediction.shape[0]])) => tf.sum(weight);

const loss = (compute: Loss): ReturnType<typeof componentOf> =>
  componentOf('loss', () => Object.assign((...given: Parameters<Loss>) => compute(...given), { total }));

describe('the checks of a loss in steps', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(loss(squares))).toEqual({});
  });

  let calls = 0;
  it.each<[string, Loss, RegExp]>([
    [
      'a value that is read',
      (prediction, target, weight) => {
        const value = squares(prediction, target, weight);
        return value.dataSync()[0]! > 1e6 ? tf.neg(value) : value;
      },
      /dataSync/,
    ],
    [
      'a value that depends on the call',
      (prediction, target, weight) => tf.add(squares(prediction, target, weight), (calls++ % 13) / 4),
      /by itself it gives|gives/,
    ],
    [
      'numbers of its own',
      (prediction, target, weight) => tf.add(squares(prediction, target, weight), tf.mul(1e-12, tf.randomNormal([]))),
      /Math\.random/,
    ],
    ['a variable', (prediction, target, weight) => tf.add(squares(prediction, target, weight), tf.variable(tf.scalar(0))), /tf\.variable/], // prettier-ignore
  ])('find %s', async (_, planted, message) => {
    expect((await failuresOf(loss(planted)))['loss/step']).toMatch(message);
    tf.disposeVariables();
  });
});

describe('the checks of a loss with state', () => {
  /** Learns how much it trusts itself: exp(−s) · squares + s. */
  const trusting = (
    change: (own: OwnedState) => Partial<TreeLoss> = () => ({}),
    part = (s: tf.Tensor): tf.Tensor => s,
  ): ReturnType<typeof componentOf> =>
    componentOf('loss', () => {
      const own = ownedState({
        weights: { s: { shape: [], initializer: 'zeros' } },
        buffers: { seen: { shape: [], dtype: 'int32' } },
      });
      const compute: Loss = (...given) => {
        const s = part(own.read('s'));
        own.write('seen', tf.add(own.read('seen'), tf.scalar(1, 'int32')));
        return tf.add(tf.mul(tf.exp(tf.neg(s)), squares(...given)), s);
      };
      return Object.assign(compute, { total, state: own.state, load: own.load, ...change(own) });
    });

  it('pass one that is right', async () => {
    expect(await failuresOf(trusting())).toEqual({});
  });

  const zero = { name: 's', shape: [], dtype: 'float32', trainable: true, value: ndArray(0) } as const;
  it.each<[string, ReturnType<typeof componentOf>, RegExp]>([
    ['no load', trusting(() => ({ load: undefined as never })), /one of state and load/],
    ['values that are not taken over', trusting(() => ({ load: () => undefined })), /with values loaded/],
    [
      'first values that are drawn anew',
      trusting((own) => {
        let asked = 0;
        return {
          state: async (context) => {
            const entries = await own.state(context);
            return entries.map((entry) => (entry.name === 's' ? { ...entry, value: ndArray(asked++) } : entry));
          },
        };
      }),
      /asked twice/,
    ],
    ['entries of another shape', trusting(() => ({ state: () => [{ ...zero, shape: [2] }] })), /shape/],
    [
      'what is trained and has no gradient',
      trusting(undefined, (s) => tf.zerosLike(s)),
      /gradients of its state s are zero/,
    ],
  ])('find %s', async (_, planted, message) => {
    expect((await failuresOf(planted))['loss/state']).toMatch(message);
  });

  it('find one that reads by hand what it was not given', async () => {
    const component = componentOf('loss', () => {
      const own = ownedState({ weights: { s: { shape: [], initializer: 'ones' } } });
      const compute: Loss = (prediction, target, weight) => tf.mul(own.read('s'), squares(prediction, target, weight));
      const state: TreeLoss['state'] = async (context) =>
        (await own.state(context)).map((entry) => ({ ...entry, value: ndArray(3) }));
      return Object.assign(compute, { total, state, load: () => undefined });
    });
    expect((await failuresOf(component))['loss/step']).toMatch(/by itself it gives/);
  });
});
