import { LmlError, ndArray, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** A weight and its slots after an update. */
export interface Visit {
  readonly weight: number;
  readonly slots: Readonly<Record<string, number>>;
}

const GIVEN = new Proxy({} as Parameters<Optimizer['update']>[4], {
  get: () => {
    throw new Error('The loss is not to be evaluated again.');
  },
});

/** A weight and its slots after each of some updates with the given gradients, from 1. */
export function updates(optimizer: Optimizer, gradients: readonly number[], start = 1): Visit[] {
  return tf.tidy(() => {
    const weight = { name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(start) } as const;
    let parameters: Readonly<Record<string, tf.Tensor>> = { w: tf.scalar(start) };
    let slots: Readonly<Record<string, tf.Tensor>> = Object.fromEntries(
      optimizer.init([weight]).map(({ name, value }) => [name, tf.scalar((value.data as Float32Array)[0]!)]),
    );
    return gradients.map((gradient, step) => {
      const numbers = Object.entries(optimizer.hyper(step, optimizer.base));
      const hyper = Object.fromEntries(numbers.map(([name, value]) => [name, tf.scalar(value)]));
      ({ parameters, slots } = optimizer.update(parameters, { w: tf.scalar(gradient) }, slots, hyper, GIVEN));
      const read = Object.entries(slots).map(([name, slot]) => [name.slice(0, -2), slot.dataSync()[0]!] as const);
      return { weight: parameters['w']!.dataSync()[0]!, slots: Object.fromEntries(read) };
    });
  });
}

/** The message by which options are refused. */
export function refusalOf(make: (options: never) => unknown, options: unknown): string {
  try {
    make(options as never);
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_OPTIONS')) return error.message;
  }
  throw new Error('It was not refused.');
}
