import { LmlError, type Optimizer, ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { adam } from './adam.js';
import { adamw } from './adamw.js';

/** The optimizer's scalars for an update at a learning rate. */
const numbersOf = (optimizer: Optimizer, step: number, lr: number) => optimizer.hyper(step, { ...optimizer.base, lr });

describe('adamw', () => {
  it('has the defaults of PyTorch', () => {
    expect(adamw().base.lr).toBe(0.001);
    expect(numbersOf(adamw(), 0, 0.001)['keep']).toBe(1 - 0.001 * 0.01);
  });

  it('has no part for the decay where there is none', () => {
    expect(numbersOf(adamw({ weightDecay: 0 }), 7, 0.1)).toEqual(numbersOf(adam(), 7, 0.1));
  });

  it('lets the decay follow the learning rate of the schedule', () => {
    expect(numbersOf(adamw({ lr: 0.5, weightDecay: 0.25 }), 3, 0.125)['keep']).toBe(1 - 0.125 * 0.25);
  });

  it('keeps what Adam keeps', () => {
    const weight = { name: 'w', shape: [3], dtype: 'float32', trainable: true, value: ndArray([1, 2, 3]) } as const;
    expect(adamw().init([weight])).toEqual(adam().init([weight]));
    expect(adamw({ amsgrad: true }).init([weight])).toEqual(adam({ amsgrad: true }).init([weight]));
  });

  it('does not let the decay into the moments', () => {
    tf.tidy(() => {
      const optimizer = adamw({ lr: 0.5, weightDecay: 0.5 });
      const numbers = Object.entries(optimizer.hyper(0, { ...optimizer.base, lr: 0.5 }));
      const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
      const slots = { 'expAvg/w': tf.scalar(0), 'expAvgSq/w': tf.scalar(0) };
      const after = optimizer.update({ w: tf.scalar(4) }, { w: tf.scalar(0) }, slots, hyper);
      expect(after.parameters['w']!.dataSync()[0]).toBe(3);
      expect(Object.values(after.slots).map((slot) => slot.dataSync()[0])).toEqual([0, 0]);
    });
  });

  it('takes one operation more than Adam', async () => {
    const count = async (optimizer: ReturnType<typeof adam>): Promise<number> => {
      const scalar = tf.scalar(1);
      const hyper = Object.fromEntries(
        Object.keys(optimizer.hyper(0, { ...optimizer.base, lr: 0.5 })).map((name) => [name, scalar]),
      );
      const profile = await tf.profile(() => {
        tf.tidy(() => {
          optimizer.update({ w: scalar }, { w: scalar }, { 'expAvg/w': scalar, 'expAvgSq/w': scalar }, hyper);
        });
        return [];
      });
      scalar.dispose();
      return profile.kernels.length;
    };
    expect(await count(adamw())).toBe((await count(adam())) + 1);
  });

  it('refuses a weight decay below 0', () => {
    let code: string | undefined;
    try {
      adamw({ weightDecay: -0.1 });
    } catch (error) {
      if (LmlError.isInstance(error)) code = error.code;
    }
    expect(code).toBe('LML_INVALID_OPTIONS');
  });
});
