import { LmlError, type Optimizer, ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { adam, type AdamOptions } from './adam.js';

const weight = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 1]) } as const;

interface Visit {
  readonly weight: number;
  readonly slots: Record<string, number>;
}

/** The weight and its slots after each of some updates with the given gradients, from 1. */
function run(options: AdamOptions, gradients: readonly number[]): Visit[] {
  const optimizer = adam(options);
  return tf.tidy(() => {
    let parameters: Readonly<Record<string, tf.Tensor>> = { w: tf.tensor1d([1, 1]) };
    let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
      optimizer.init([weight]).map(({ name, value }) => [name, tf.tensor1d(value.data as Float32Array)]),
    );
    return gradients.map((gradient, step) => {
      const numbers = Object.entries(optimizer.hyper(step, optimizer.base));
      const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
      ({ parameters, slots } = optimizer.update(parameters, { w: tf.fill([2], gradient) }, slots, hyper));
      return {
        weight: parameters['w']!.dataSync()[1]!,
        slots: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.dataSync()[1]!])),
      };
    });
  });
}

function messageOf(options: unknown): string {
  try {
    (adam as (options: unknown) => unknown)(options);
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) return error.message;
  }
  throw new Error('It was not refused.');
}

const gradientLists = fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 5 });

/** The optimizer's scalars for an update at a learning rate. */
const numbersOf = (optimizer: Optimizer, step: number, lr: number) => optimizer.hyper(step, { ...optimizer.base, lr });

describe('adam', () => {
  it('has the defaults of PyTorch', () => {
    expect(adam().base.lr).toBe(0.001);
    const { beta1, beta2, epsilon, ...rest } = numbersOf(adam(), 0, 0.001);
    expect([beta1, beta2, epsilon! / Math.sqrt(1 - 0.999)]).toEqual([0.9, 0.999, 1e-8]);
    expect(Object.keys(rest).sort()).toEqual(['restOfBeta1', 'restOfBeta2', 'stepSize']);
  });

  it('corrects the bias in float64 on the host', () => {
    const { stepSize, epsilon, restOfBeta2 } = numbersOf(adam({ lr: 0.5 }), 4, 0.25);
    expect(stepSize).toBe((0.25 * Math.sqrt(1 - 0.999 ** 5)) / (1 - 0.9 ** 5));
    expect(epsilon).toBe(1e-8 * Math.sqrt(1 - 0.999 ** 5));
    // 1 − fround(0.999) would be off by 1.3e-5.
    expect(restOfBeta2).toBe(1 - 0.999);
  });

  it('keeps the largest second moment only for amsgrad', () => {
    const names = (options: AdamOptions): string[] =>
      adam(options)
        .init([weight])
        .map(({ name }) => name);
    expect(names({})).toEqual(['expAvg/w', 'expAvgSq/w']);
    expect(names({ amsgrad: true })).toEqual(['expAvg/w', 'expAvgSq/w', 'maxExpAvgSq/w']);
  });

  it('never lowers the largest second moment', () => {
    const visits = run({ amsgrad: true, betas: [0.9, 0.25] }, [4, 1, 0, 0, 8]);
    const largest = visits.map(({ slots }) => slots['maxExpAvgSq/w']!);
    expect(largest).toEqual([12, 12, 12, 12, visits[4]!.slots['expAvgSq/w']]);
  });

  it('makes a first step of the learning rate, whatever the gradient', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), fc.boolean(), (size, up) => {
        const [first] = run({ lr: 0.125 }, [up ? size : -size]);
        expect(first!.weight).toBeCloseTo(up ? 0.875 : 1.125, 4);
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('maximizes as it minimizes the opposite', () => {
    fc.assert(
      fc.property(gradientLists, fc.constantFrom(0, 0.25), fc.boolean(), (values, weightDecay, amsgrad) => {
        const options = { lr: 0.1, weightDecay, amsgrad };
        const up = run({ ...options, maximize: true }, values);
        expect(up).toEqual(
          run(
            options,
            values.map((value) => -value),
          ),
        );
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it.each([
    [{}, 12],
    [{ maximize: true }, 13],
    [{ amsgrad: true }, 13],
    [{ weightDecay: 0.1 }, 14],
  ])('takes few operations for a weight: %j takes %i', async (options, count) => {
    const profile = await tf.profile(() => {
      run(options, [1]);
      return [];
    });
    // The composite itself is listed beside what it is made of.
    const arithmetic = profile.kernels.filter(({ name }) => name !== 'Fill' && name !== 'unnamed scope');
    expect(arithmetic).toHaveLength(count);
  });

  it('leaves nothing behind but its results', () => {
    const before = tf.memory().numTensors;
    run({ amsgrad: true, weightDecay: 0.1 }, [1, 2, 3]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses options that are out of range or unknown', () => {
    expect(messageOf({ lr: -0.1 })).toContain('lr: the learning rate must be 0 or more, got -0.1');
    expect(messageOf({ betas: [1, 0.999] })).toContain('betas.0: a beta must be from 0 to below 1, got 1');
    expect(messageOf({ betas: [0.9, -0.1] })).toContain('betas.1: a beta must be from 0 to below 1, got -0.1');
    expect(messageOf({ betas: [0.9] })).toContain('betas');
    expect(messageOf({ eps: -1e-8 })).toContain('eps: eps must be 0 or more, got -1e-8');
    expect(messageOf({ weightDecay: -0.1 })).toContain('weightDecay: the weight decay must be 0 or more, got -0.1');
    expect(messageOf({ amsgrad: 'yes' })).toContain('amsgrad: ');
    expect(messageOf({ learningRate: 0.1 })).toContain('learningRate: there is no such option');
  });
});
