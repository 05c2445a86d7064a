import type * as tf from '@tensorflow/tfjs';

import { ambient } from '../node/ambient.js';
import type { Stage } from '../data/stage.js';
import type { StateDType } from './state.js';

/** Random numbers of a step, drawn on the host by (seed, stream, step), so that they are equal on every engine. */
export interface StepRandom {
  /** Normally distributed numbers. */
  normal(stream: string, shape: readonly number[], mean?: number, standardDeviation?: number): tf.Tensor;
  /** Numbers spread evenly over `[low, high)`. */
  uniform(stream: string, shape: readonly number[], low?: number, high?: number): tf.Tensor;
  /** A dropout mask: 0 with probability `dropProbability`, else `1 / (1 − dropProbability)`. The cheap form. */
  mask(stream: string, shape: readonly number[], dropProbability: number): tf.Tensor;
}

/** The only door between a step and the world, while it runs. */
export interface StepContext {
  /** What the data are used for. */
  readonly stage: Stage;
  /** Whether layers behave as in training. */
  readonly training: boolean;
  /** Random streams. The same stream asked twice in one step gives different numbers. */
  readonly random: StepRandom;
  /** The names of the declared state. */
  readonly names: readonly string[];
  /** The current value of a piece of state: what was written in this step, else what the engine holds. */
  read(name: string): tf.Tensor;
  /** The value that a piece of state had when the step began. */
  readBefore(name: string): tf.Tensor;
  /** A new value for a piece of state; it counts for later reads, and for the engine once the step has succeeded. */
  write(name: string, value: tf.Tensor): void;
  /** Whether a model's weight is frozen, where this is not for the model itself to say: it is a copy of another. */
  isFrozen?(name: string): boolean;
  /** A number that may change from step to step, as a scalar. `initial` counts until somebody sets it. */
  hyper(name: string, initial?: number, dtype?: StateDType): tf.Scalar;
  /** Keeps a tensor beyond the scope in which it was made, to the end of the step. */
  keep<T extends tf.Tensor>(value: T): T;
}

const current = ambient('step-context', () => ({ value: undefined as StepContext | undefined }));

/** The context of the step that is running, if one is. */
export function currentStepContext(): StepContext | undefined {
  return current.value;
}

/** Makes `context` the current one while `run` runs, or none. Contexts nest. */
export function withStepContext<Value>(context: StepContext | undefined, run: () => Value): Value {
  const outer = current.value;
  current.value = context;
  try {
    return run();
  } finally {
    current.value = outer;
  }
}

/** The same context with all state names and streams under a prefix, for a model that is part of another. */
export function scopedContext(context: StepContext, prefix: string): StepContext {
  const { random, isFrozen } = context;
  return {
    stage: context.stage,
    training: context.training,
    // Seldom asked for, and a scope is made in each step.
    get names() {
      return context.names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
    random: scopedRandom(random, prefix),
    read: (name) => context.read(prefix + name),
    readBefore: (name) => context.readBefore(prefix + name),
    write: (name, value) => context.write(prefix + name, value),
    ...(isFrozen && { isFrozen: (name: string) => isFrozen.call(context, prefix + name) }),
    hyper: (name, ...rest) => context.hyper(name, ...rest),
    keep: (value) => context.keep(value),
  };
}

/** Random streams whose names begin with `prefix`. */
export function scopedRandom(random: StepRandom, prefix: string): StepRandom {
  return {
    normal: (stream, ...rest) => random.normal(prefix + stream, ...rest),
    uniform: (stream, ...rest) => random.uniform(prefix + stream, ...rest),
    mask: (stream, ...rest) => random.mask(prefix + stream, ...rest),
  };
}
