import { LmlError, type Optimizer, ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { sgd, type SgdOptions } from './sgd.js';

const weight = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 1]) } as const;

/** The weight after each of some updates with the given gradients, from 1. */
function run(options: SgdOptions, gradients: readonly number[]): number[] {
  const optimizer = sgd(options);
  return tf.tidy(() => {
    let parameters: Readonly<Record<string, tf.Tensor>> = { w: tf.tensor1d([1, 1]) };
    let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
      optimizer.init([weight]).map(({ name, value }) => [name, tf.tensor1d(value.data as Float32Array)]),
    );
    return gradients.map((gradient, step) => {
      const numbers = Object.entries(optimizer.hyper(step, optimizer.base));
      const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
      ({ parameters, slots } = optimizer.update(parameters, { w: tf.fill([2], gradient) }, slots, hyper));
      return parameters['w']!.dataSync()[1]!;
    });
  });
}

function messageOf(options: unknown): string {
  try {
    (sgd as (options: unknown) => unknown)(options);
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) return error.message;
  }
  throw new Error('It was not refused.');
}

/** The optimizer's scalars for an update at a learning rate. */
const numbersOf = (optimizer: Optimizer, step: number, lr: number) => optimizer.hyper(step, { ...optimizer.base, lr });

describe('sgd', () => {
  it('has the defaults of PyTorch', () => {
    expect(sgd().base.lr).toBe(0.001);
    expect(numbersOf(sgd(), 3, 0.5)).toEqual({ lr: 0.5 });
  });

  it('keeps a buffer only with momentum', () => {
    expect(sgd({ dampening: 0.5, weightDecay: 0.1 }).init([weight])).toEqual([]);
    expect(sgd({ momentum: 0.5 }).init([weight])).toEqual([
      {
        name: 'momentumBuffer/w',
        shape: [2],
        dtype: 'float32',
        trainable: false,
        value: { dtype: 'float32', shape: [2], data: new Float32Array(2) },
      },
    ]);
  });

  it('takes the first gradient in full and dampens the others', () => {
    expect(run({ lr: 1, momentum: 0.5, dampening: 0.75 }, [4, 8])).toEqual([-3, -7]);
  });

  it('ignores dampening without momentum', () => {
    expect(run({ lr: 1, dampening: 0.75 }, [4, 8])).toEqual(run({ lr: 1 }, [4, 8]));
  });

  it('has the same hyper-parameters in every step', () => {
    const optimizer = sgd({ momentum: 0.9, dampening: 0.25, weightDecay: 0.01 });
    expect(optimizer.hyper(0, { ...optimizer.base, lr: 0.1 })).toEqual({
      lr: 0.1,
      weightDecay: 0.01,
      momentum: 0.9,
      gain: 1,
    });
    expect(optimizer.hyper(1, { ...optimizer.base, lr: 0.1 })).toEqual({
      lr: 0.1,
      weightDecay: 0.01,
      momentum: 0.9,
      gain: 0.75,
    });
  });

  it('maximizes as it minimizes the opposite', () => {
    const options = fc.record({
      momentum: fc.constantFrom(0, 0.5, 0.9),
      dampening: fc.constantFrom(0, 0.25, 1),
      weightDecay: fc.constantFrom(0, 0.1),
    });
    const gradients = fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(options, gradients, (chosen, values) => {
        const up = run({ lr: 0.1, ...chosen, maximize: true }, values);
        const down = run(
          { lr: 0.1, ...chosen },
          values.map((value) => -value),
        );
        expect(up).toEqual(down);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it.each([
    [{}, 2],
    [{ weightDecay: 0.1 }, 4],
    [{ momentum: 0.9 }, 4],
    [{ momentum: 0.9, nesterov: true }, 6],
    [{ momentum: 0.9, dampening: 0.5, weightDecay: 0.1, maximize: true }, 8],
  ])('takes few operations for a weight: %j takes %i', async (options, count) => {
    const profile = await tf.profile(() => {
      run(options, [1]);
      return [];
    });
    const arithmetic = profile.kernels.filter(({ name }) => name !== 'Fill');
    expect(arithmetic).toHaveLength(count);
  });

  it('leaves nothing behind but its results', () => {
    const before = tf.memory().numTensors;
    run({ momentum: 0.9, weightDecay: 0.1, dampening: 0.1 }, [1, 2, 3]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses options that are out of range or unknown', () => {
    expect(messageOf({ lr: -0.1 })).toContain('lr: the learning rate must be 0 or more, got -0.1');
    expect(messageOf({ momentum: -0.5 })).toContain('momentum: the momentum must be 0 or more, got -0.5');
    expect(messageOf({ weightDecay: NaN })).toContain('weightDecay: ');
    expect(messageOf({ nesterov: true })).toContain(
      'nesterov: Nesterov momentum requires a momentum and zero dampening',
    );
    expect(messageOf({ lr: '0.1' })).toContain('lr: ');
    expect(messageOf({ weigthDecay: 0.1 })).toContain('did you mean weightDecay?');
  });
});
