import * as tf from '@tensorflow/tfjs';

import type { Stage } from '../data/stage.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { hyperNumber } from '../steps/engine-checks.js';
import { withStepContext, type StepContext, type StepRandom } from '../steps/step-context.js';
import type { ApplyOptions } from './model.js';

/** What a model that is applied by itself reads. */
export interface OutsideValues {
  /** The names of its weights. */
  readonly names: readonly string[];
  /** The value of one. */
  read(name: string): tf.Tensor;
  /** Whether one is frozen, where this is not for the model to say. */
  isFrozen?(name: string): boolean;
}

/**
 * Applies a model by itself, as a step would: its values are read through a context, and what it writes is dropped. Tensors that
 * are made on the way are disposed.
 */
export function applyOutside<Output extends tf.TensorContainer>(
  { names, read, isFrozen }: OutsideValues,
  { training = false, random = noRandom }: ApplyOptions,
  run: () => Output,
): Output {
  const kept: tf.Tensor[] = [];
  // A clone, which may become an output and be disposed as one.
  const own = (name: string): tf.Tensor => tf.clone(withStepContext(undefined, () => read(name)));
  const context: StepContext = {
    stage: (training ? 'train' : 'predict') satisfies Stage,
    training,
    random,
    names,
    read: own,
    readBefore: own,
    ...(isFrozen && { isFrozen }),
    write: () => undefined,
    hyper: (name, initial, dtype = 'float32') => tf.scalar(hyperNumber({}, name, initial), dtype),
    keep(value) {
      kept.push(tf.keep(value));
      return value;
    },
  };
  try {
    return tf.tidy(() => withStepContext(context, run));
  } finally {
    tf.dispose(kept);
  }
}

const refuse = (stream: string): never => {
  const remedy = 'In a step the engine gives them.';
  throw new InvalidArgumentError('random', `given to apply, since the model draws from '${stream}'`, undefined, remedy);
};

const noRandom: StepRandom = { normal: refuse, uniform: refuse, mask: refuse };
