import { elementwiseOptimizer, type NdArray, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { Arrays } from './learning-session.js';

/** Gradient descent that keeps each gradient as it came: what a training step differentiates is read from its slots. */
export function descent(lr = 0.01): Optimizer {
  return elementwiseOptimizer({
    base: { lr },
    slots: { gradient: 0 },
    hyper: (_step, numbers) => ({ lr: numbers.lr }),
    update: (parameter, gradient, _slots, hyper) => ({
      parameter: tf.sub(parameter, tf.mul(hyper.lr, gradient)),
      gradient,
    }),
  });
}

const SLOT = /^optimizer\/(?:[^/]+\/)?gradient\//;

/** The gradients of the latest update by {@link descent}, by parameter. */
export function gradientsIn(state: Arrays): Record<string, NdArray> {
  const slots = Object.entries(state).filter(([name]) => SLOT.test(name));
  return Object.fromEntries(slots.map(([name, value]) => [name.replace(SLOT, ''), value]));
}
