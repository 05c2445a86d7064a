import type * as tf from '@tensorflow/tfjs';

import type { StepContext, StepRandom } from '../steps/step-context.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** Random streams that begin anew each time: whoever asks the same gets what was drawn before. */
export function replayable({ random, keep }: StepContext): () => StepRandom {
  const drawn = new Map<string, tf.Tensor>();
  return () => {
    const asked = new Map<string, number>();
    const draw = (kind: string, stream: string, rest: readonly unknown[], make: () => tf.Tensor): tf.Tensor => {
      const question = JSON.stringify([kind, stream, rest]);
      const count = asked.get(question) ?? 0;
      asked.set(question, count + 1);
      const key = `${question} ${count}`;
      const known = drawn.get(key);
      if (known !== undefined) return known;
      const made = keep(make());
      drawn.set(key, made);
      return made;
    };
    return {
      normal: (stream, ...rest) => draw('normal', stream, rest, () => random.normal(stream, ...rest)),
      uniform: (stream, ...rest) => draw('uniform', stream, rest, () => random.uniform(stream, ...rest)),
      mask: (stream, ...rest) => draw('mask', stream, rest, () => random.mask(stream, ...rest)),
    };
  };
}

/** The context with other random streams. */
export function withRandom(context: StepContext, random: StepRandom): StepContext {
  return { ...context, random };
}

/**
 * The context of an evaluation beside the step: some state has other values, all else those of before the step, and what it writes
 * counts for itself alone.
 */
export function besideStep(context: StepContext, random: StepRandom, changed: Tensors): StepContext {
  const written = new Map<string, tf.Tensor>();
  const readBefore = (name: string): tf.Tensor => changed[name] ?? context.readBefore(name);
  return {
    ...context,
    random,
    read: (name) => written.get(name) ?? readBefore(name),
    readBefore,
    write: (name, value) => void written.set(name, context.keep(value.clone())),
  };
}

/** The context in which some state has other values. */
export function withValues(context: StepContext, changed: Tensors): StepContext {
  return {
    ...context,
    read: (name) => changed[name] ?? context.read(name),
    readBefore: (name) => changed[name] ?? context.readBefore(name),
  };
}
